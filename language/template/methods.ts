import type { Span } from '../span.ts';
import type { TemplateIssue } from './parsed.ts';
import type { Argument, FieldNode } from './tree.ts';

interface MethodIssue {
  readonly message: string;
  readonly fixes: TemplateIssue['fixes'];
}

/** Methods of Python that a filter stands for, with the same arguments. */
const filterForMethod: Readonly<Record<string, string>> = {
  upper: 'upper',
  lower: 'lower',
  capitalize: 'capitalize',
  title: 'title',
  strip: 'trim',
  trim: 'trim',
  toUpperCase: 'upper',
  toLowerCase: 'lower',
  replace: 'replace',
  split: 'split',
  splitlines: 'lines',
  items: 'items',
  keys: 'list',
};

const testForMethod: Readonly<Record<string, string>> = {
  startswith: 'startingwith',
  startsWith: 'startingwith',
  endswith: 'endingwith',
  endsWith: 'endingwith',
};

/** There are no methods here: says so, and what does the same where something does. */
export function methodIssue(source: string, callee: FieldNode, given: readonly Argument[], span: Span): MethodIssue {
  const object = source.slice(callee.object.span.start, callee.object.span.end);
  const [first, second] = given.map((argument) => source.slice(argument.span.start, argument.span.end));
  const positional = given.every(({ name }) => name === null);
  const written = positional ? replacement(callee.field, object, first, second, given.length) : null;
  const message = `There are no methods here, so \`.${callee.field}()\` cannot be called`;
  if (written === null) return { message: `${message}; values are changed by filters.`, fixes: [] };
  return {
    message: `${message}: write \`${written.length > 60 ? `${written.slice(0, 57)}…` : written}\`.`,
    fixes: [{ title: `Write \`${written}\``, edits: [{ span, text: written }] }],
  };
}

function replacement(
  method: string,
  object: string,
  first: string | undefined,
  second: string | undefined,
  count: number,
): string | null {
  const given = count === 0 ? '' : count === 1 ? `(${first})` : `(${first}, ${second})`;
  if (count > 2) return null;
  if (method === 'join' && count === 1) return `${first} | join(${object})`;
  if (method === 'get' && count > 0) return `${object}[${first}] | default(${second ?? 'none'})`;
  const test = Object.hasOwn(testForMethod, method) ? testForMethod[method] : undefined;
  if (test !== undefined && count === 1) return `${object} is ${test}(${first})`;
  const filter = Object.hasOwn(filterForMethod, method) ? filterForMethod[method] : undefined;
  return filter === undefined ? null : `${object} | ${filter}${given}`;
}

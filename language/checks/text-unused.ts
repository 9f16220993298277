import type { Node, Pair, ScalarNode } from '../syntax/tree.ts';
import { parseTemplate } from '../template/index.ts';
import type { Problem } from '../problem.ts';
import { contentSpan } from '../syntax/placement.ts';
import { insertionAtEnd } from './quoted-like.ts';
import { problem } from './problem.ts';
import type { ComputedValue } from './scopes.ts';
import type { Visit } from './visit.ts';

/** A rephrasing whose templates do not name the document themselves. */
export interface WithoutText {
  readonly problem: Problem;
  /** What its templates name: values of `let` may bring the document in. */
  readonly names: readonly string[];
}

const parts: ReadonlySet<string> = new Set(['prompt', 'system', 'prefill']);

/** Rephrasings whose request holds nothing of the document, unless a computed value does. */
export function withoutText(visit: Visit): WithoutText | undefined {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return undefined;
  const prompt = visit.pairs.find(({ key }) => key.text === 'prompt' || key.text === 'steps');
  const steps = prompt?.value?.kind === 'list' ? prompt.value.items : [];
  if (prompt?.value === undefined || (prompt.key.text === 'prompt' && !isText(prompt.value))) return undefined;
  const maps = steps.flatMap((step) => (step.kind === 'map' ? [step.pairs] : []));
  const templates = [visit.pairs, ...maps]
    .flat()
    .filter(({ key }) => parts.has(key.text))
    .flatMap(template);
  if (templates.length === 0) return undefined;
  const names = templates.flatMap((parsed) => parsed.names.map(({ name }) => name));
  // What cannot be read may name it: its problem is another one.
  if (templates.some(({ issues }) => issues.length > 0) || names.some(isDocument)) return undefined;
  const edit = isText(prompt.value) ? insertionAtEnd(prompt.value, '{{ text }}') : undefined;
  const fixes = edit === undefined ? [] : [{ title: 'Add `{{ text }}` to the prompt', edits: [edit] }];
  const subject = steps.length > 0 ? 'No step' : 'The prompt never';
  const message = `${subject} uses \`text\`, so every document gets the same request.`;
  return { problem: problem('text-unused', contentSpan(prompt.key), message, fixes), names };
}

/** The problems that are left when it is known what the values of `let` need. */
export function textUnused(found: readonly WithoutText[], computed: readonly ComputedValue[]): readonly Problem[] {
  const ofDocument = new Set(computed.filter(({ needs }) => needs.some(isDocument)).map(({ name }) => name));
  return found.filter(({ names }) => !names.some((name) => ofDocument.has(name))).map((one) => one.problem);
}

function isDocument(name: string): boolean {
  return name === 'text' || name === 'doc' || name === 'document';
}

function isText(node: Node): node is ScalarNode {
  return node.kind === 'scalar' && node.value !== null;
}

function template({ value }: Pair): readonly ReturnType<typeof parseTemplate>[] {
  return value?.kind === 'scalar' ? [parseTemplate(value.text)] : [];
}

import { closest } from '../nearest.ts';
import { absentFilters, filterTable } from './filters/index.ts';
import type { FilterUse, TemplateIssue, TestUse } from './parsed.ts';
import { testTable } from './tests/index.ts';

/** An issue for every filter and test that does not exist, with the nearest that do. */
export function unknownUses(uses: {
  readonly filters: readonly FilterUse[];
  readonly tests: readonly TestUse[];
}): readonly TemplateIssue[] {
  return [
    ...uses.filters.filter(({ name }) => !Object.hasOwn(filterTable, name)).map((use) => issueFor('filter', use)),
    ...uses.tests.filter(({ name }) => !Object.hasOwn(testTable, name)).map((use) => issueFor('test', use)),
  ];
}

function issueFor(kind: 'filter' | 'test', { name, span }: FilterUse): TemplateIssue {
  const reason = kind === 'filter' && Object.hasOwn(absentFilters, name) ? absentFilters[name] : undefined;
  if (reason !== undefined) {
    return {
      code: 'unknown-filter',
      message: `The filter \`${name}\` does not exist here: ${reason}.`,
      span,
      fixes: [],
    };
  }
  const words = Object.keys(kind === 'filter' ? filterTable : testTable).filter((word) => /^[a-z]/.test(word));
  const near = closest(name, words);
  const hint = near[0] === undefined ? '.' : `; did you mean \`${near[0]}\`?`;
  return {
    code: 'unknown-filter',
    message: `There is no ${kind} \`${name}\`${hint}`,
    span,
    fixes: near.map((word) => ({ title: `Change to \`${word}\``, edits: [{ span, text: word }] })),
  };
}

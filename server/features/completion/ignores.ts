import { problemCatalogue } from '#language';
import type { View } from '../view.ts';
import type { Proposal } from './proposal.ts';

/** Codes of problems, behind `# wordmill: ignore`; those that the file has come first. */
export function ignoreProposals({ analysis }: View, offset: number): readonly Proposal[] {
  const { text, problems } = analysis;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const [, typed] =
    /^[ \t]*#[ \t]*wordmill:[ \t]*ignore[ \t]+(?:[\w-]+[ \t,]+)*([\w-]*)$/.exec(text.slice(lineStart, offset)) ?? [];
  if (typed === undefined) return [];
  const rest = /^[\w-]*/.exec(text.slice(offset, offset + 100))?.[0] ?? '';
  const span = { start: offset - typed.length, end: offset + rest.length };
  const told: ReadonlySet<string> = new Set(problems.map(({ code }) => code));
  const codes = Object.entries(problemCatalogue);
  return [...codes.filter(([code]) => told.has(code)), ...codes.filter(([code]) => !told.has(code))].map(
    ([code, { severity, documentation }]) => ({
      label: code,
      kind: 'value',
      edit: { span, text: code },
      detail: severity,
      documentation,
    }),
  );
}

import type { Pair } from '../syntax/tree.ts';
import { parseTemplate } from '../template/index.ts';
import { contentSpan } from '../syntax/placement.ts';
import { insertionAtEnd } from './quoted-like.ts';
import { problem } from './problem.ts';
import type { Check } from './visit.ts';

/** Rephrasings whose request never holds anything of the document. */
export const textUnused: Check = (visit, report) => {
  if (visit.kind !== 'map' || visit.spec.noun !== 'a rephrasing') return;
  const prompt = visit.pairs.find(({ key }) => key.text === 'prompt');
  if (prompt?.value?.kind !== 'scalar' || prompt.value.value === null) return;
  const parts = visit.pairs.filter(({ key }) => ['prompt', 'system', 'prefill'].includes(key.text));
  if (parts.some(usesDocument)) return;
  const edit = insertionAtEnd(prompt.value, '{{ text }}');
  const fixes = edit === undefined ? [] : [{ title: 'Add `{{ text }}` to the prompt', edits: [edit] }];
  const message = 'The prompt never uses `text`, so every document gets the same request.';
  report(problem('text-unused', contentSpan(prompt.key), message, fixes));
};

/** True also for what cannot be read: its problem is another one. */
function usesDocument({ value }: Pair): boolean {
  if (value?.kind !== 'scalar') return false;
  const { names, issues } = parseTemplate(value.text);
  return issues.length > 0 || names.some(({ name }) => name === 'text' || name === 'doc');
}

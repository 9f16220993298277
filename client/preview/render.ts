import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import type { PreviewState, RephrasingState } from './state.ts';
import { measuresOf, outputOf, tokensOf, verdictOf, withoutResult } from './words.ts';

/** What a heading of ours begins with. Pages of the web have headings of their own, so that `#` would tell nothing. */
export const heading = '━━ ';
/** What a line about the text, and not of it, begins with. */
const note = '│ ';

/**
 * A preview as a document of the language `wordmill-preview`. While text comes nothing above it moves: states and verdicts
 * stand in the headings, measures below the text, prompts at the end.
 */
export function renderPreview(state: PreviewState): string {
  const { end } = state;
  const name = end?.kind === 'finished' ? end.document.id : state.document;
  const title = `${name} · ${state.strategy}${state.instead === null ? '' : ` · by ${state.instead}, not as written`}`;
  if (end?.kind === 'finished') return blocks([title, ...finished(end.document)]);
  const titles = titlesOf(state.rephrasings.map((rephrasing) => rephrasing.name));
  const texts = state.rephrasings.flatMap((rephrasing, index) =>
    unfinished(rephrasing, titles[index] ?? '', end !== null),
  );
  if (end?.kind === 'failed') return blocks([title, `${note}Failed: ${end.message}`, ...texts]);
  return blocks([title, ...(end ? [`${note}Cancelled.`] : []), ...texts]);
}

/** The line of the strategy that a line of a preview refers to, and where in it that is said; null where it does not. */
export function strategyLineIn(
  text: string,
): { readonly line: number; readonly start: number; readonly end: number } | null {
  const found = text.startsWith(note) ? /line (\d+)/.exec(text) : null;
  if (!found) return null;
  return { line: Number(found[1]), start: found.index, end: found.index + found[0].length };
}

/** Names, with numbers where one stands several times. */
export function titlesOf(names: readonly string[]): readonly string[] {
  const several = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return names.map((name, index) => {
    const number = names.slice(0, index + 1).filter((other) => other === name).length;
    return several.has(name) ? `${name} ${number}` : name;
  });
}

function unfinished({ waiting, text }: RephrasingState, title: string, ended: boolean): readonly string[] {
  return [`${heading}${title} · ${ended ? 'not finished' : `${waiting ?? 'writing'} …`}`, text.trimEnd()];
}

function finished(document: PreviewedDocument): readonly string[] {
  const { skipped, results } = document;
  if (skipped) {
    const { expression, line, value } = skipped;
    const why = `\`${expression}\` in line ${line} is ${JSON.stringify(value)}`;
    return [`${note}Skipped: ${why}. A run passes this document over.`];
  }
  if (results.length === 0) return [`${note}${withoutResult(document)}`];
  const titles = titlesOf(results.map(({ rephrasing }) => rephrasing));
  const titled = results.map((one, index) => ({ ...one, rephrasing: titles[index] ?? one.rephrasing }));
  return [...titled.flatMap(result), ...titled.flatMap(prompt)];
}

function result(one: PreviewedRephrasing): readonly string[] {
  const { rephrasing, record, reject } = one;
  const text = outputOf(one) || `${note}(no text)`;
  if (record) {
    const notes = notesOf([tokensOf(record), measuresOf(record['measures'])]);
    return [`${heading}${rephrasing} · ✓ kept`, text, notes];
  }
  const { message, gate, line } = verdictOf(one);
  const by = gate === null ? '' : ` by \`${gate}\``;
  const place = line === null ? '' : ` in line ${line}`;
  const notes = notesOf([`Rejected${by}${place}: ${message}`, measuresOf(reject?.measures)]);
  return [`${heading}${rephrasing} · ✗ rejected`, text, notes];
}

function prompt({ rephrasing, messages }: PreviewedRephrasing): readonly string[] {
  return messages.flatMap(({ role, content }) => [
    `${heading}${rephrasing} · what was sent, ${role}`,
    content.trimEnd(),
  ]);
}

function notesOf(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== '')
    .map((line) => note + line)
    .join('\n');
}

function blocks(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

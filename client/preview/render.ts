import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import type { PreviewState, RephrasingState } from './state.ts';

/** What a heading of ours begins with. Pages of the web have headings of their own, so that `#` would tell nothing. */
const heading = '━━ ';
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
function titlesOf(names: readonly string[]): readonly string[] {
  const several = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return names.map((name, index) => {
    const number = names.slice(0, index + 1).filter((other) => other === name).length;
    return several.has(name) ? `${name} ${number}` : name;
  });
}

function unfinished({ waiting, text }: RephrasingState, title: string, ended: boolean): readonly string[] {
  return [`${heading}${title} · ${ended ? 'not finished' : `${waiting ?? 'writing'} …`}`, text.trimEnd()];
}

function finished({ skipped, results }: PreviewedDocument): readonly string[] {
  if (skipped) {
    const { expression, line, value } = skipped;
    const why = `\`${expression}\` in line ${line} is ${JSON.stringify(value)}`;
    return [`${note}Skipped: ${why}. A run passes this document over.`];
  }
  if (results.length === 0)
    return [`${note}None of the chosen rephrasings is for this document: their \`when\` says no.`];
  const titles = titlesOf(results.map(({ rephrasing }) => rephrasing));
  const titled = results.map((one, index) => ({ ...one, rephrasing: titles[index] ?? one.rephrasing }));
  return [...titled.flatMap(result), ...titled.flatMap(prompt)];
}

function result({ rephrasing, record, reject, raw }: PreviewedRephrasing): readonly string[] {
  if (record) {
    const notes = notesOf([tokensOf(record), measuresOf(record['measures'])]);
    return [`${heading}${rephrasing} · ✓ kept`, textOf(record['text']), notes];
  }
  const message = reject?.message ?? 'No answer came.';
  // Most messages name their gate themselves.
  const gate = reject?.gate && !message.includes(reject.gate) ? ` by \`${reject.gate}\`` : '';
  const place = reject && reject.line !== null ? ` in line ${reject.line}` : '';
  const verdict = `Rejected${gate}${place}: ${message}`;
  const notes = notesOf([verdict, measuresOf(reject?.measures)]);
  return [`${heading}${rephrasing} · ✗ rejected`, textOf(reject?.text ?? raw), notes];
}

function tokensOf(record: Readonly<Record<string, unknown>>): string {
  const { input_tokens: read, output_tokens: written, model } = record;
  if (typeof read !== 'number' || typeof written !== 'number') return '';
  return `${whole(written)} tokens written, ${whole(read)} read${typeof model === 'string' ? `, by ${model}` : ''}`;
}

function measuresOf(measures: unknown): string {
  if (typeof measures !== 'object' || measures === null) return '';
  return Object.entries(measures)
    .map(([name, value]) => `${name} ${number(value)}`)
    .join(' · ');
}

function prompt({ rephrasing, messages }: PreviewedRephrasing): readonly string[] {
  return messages.flatMap(({ role, content }) => [
    `${heading}${rephrasing} · what was sent, ${role}`,
    content.trimEnd(),
  ]);
}

function textOf(text: unknown): string {
  return typeof text === 'string' && text.trim() !== '' ? text.trimEnd() : `${note}(no text)`;
}

function notesOf(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== '')
    .map((line) => note + line)
    .join('\n');
}

function number(value: unknown): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  return Number.isInteger(value) ? whole(value) : String(Number(value.toPrecision(3)));
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}

function blocks(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

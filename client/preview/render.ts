import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import type { PreviewState, RephrasingState } from './state.ts';

/**
 * A preview as a Markdown document. While text comes nothing above it moves: states and verdicts stand in the headings,
 * measures below the text, prompts at the end.
 */
export function renderPreview(state: PreviewState): string {
  const { end } = state;
  const name = end?.kind === 'finished' ? end.document.id : state.document;
  const title = `# ${name} · ${state.strategy}`;
  if (end?.kind === 'finished') return blocks([title, ...finished(end.document)]);
  const texts = state.rephrasings.flatMap((rephrasing) => unfinished(rephrasing, end !== null));
  if (end?.kind === 'failed') return blocks([title, `**Failed:** ${end.message}`, ...texts]);
  return blocks([title, ...(end ? ['Cancelled.'] : []), ...texts]);
}

function unfinished({ name, waiting, text }: RephrasingState, ended: boolean): readonly string[] {
  const state = ended ? 'not finished' : `${waiting ?? 'writing'} …`;
  return text === '' ? [`## ${name} · ${state}`] : [`## ${name} · ${state}`, text.trimEnd()];
}

function finished(document: PreviewedDocument): readonly string[] {
  const { skipped, results } = document;
  if (skipped) {
    const { expression, line, value } = skipped;
    return [
      `Skipped by \`${expression}\` in line ${line}: it is ${JSON.stringify(value)}. A run passes this document over.`,
    ];
  }
  if (results.length === 0) return ['None of the chosen rephrasings is meant for this document: their `when` says no.'];
  return [...results.flatMap(result), '# Prompts', ...results.flatMap(prompt)];
}

function result({ rephrasing, record, reject, raw }: PreviewedRephrasing): readonly string[] {
  if (record) {
    const tokens = tokensOf(record);
    return [
      `## ${rephrasing} · ✓ kept`,
      textOf(record['text']),
      [tokens, measuresOf(record['measures'])].filter((line) => line !== '').join('\n'),
    ];
  }
  const place = reject?.gate ? ` by \`${reject.gate}\`${reject.line === null ? '' : ` in line ${reject.line}`}` : '';
  const verdict = `**Rejected${place}:** ${reject?.message ?? 'no answer came.'}`;
  const text = textOf(reject?.text ?? raw);
  return [`## ${rephrasing} · ✗ rejected`, text, [verdict, measuresOf(reject?.measures)].filter(Boolean).join('\n\n')];
}

function tokensOf(record: Readonly<Record<string, unknown>>): string {
  const { input_tokens: read, output_tokens: written, model } = record;
  if (typeof read !== 'number' || typeof written !== 'number') return '';
  return `*${whole(written)} tokens written, ${whole(read)} read${typeof model === 'string' ? `, by ${model}` : ''}*  `;
}

function measuresOf(measures: unknown): string {
  if (typeof measures !== 'object' || measures === null) return '';
  const shown = Object.entries(measures).map(([name, value]) => `${name} ${number(value)}`);
  return shown.length === 0 ? '' : `\`${shown.join(' · ')}\``;
}

function prompt({ rephrasing, messages }: PreviewedRephrasing): readonly string[] {
  return messages.flatMap(({ role, content }) => [`## ${rephrasing} · ${role}`, content.trimEnd()]);
}

function textOf(text: unknown): string {
  return typeof text === 'string' && text.trim() !== '' ? text.trimEnd() : '*(no text)*';
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

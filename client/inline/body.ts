import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import type { PreviewState, RephrasingState } from '../preview/state.ts';
import { measuresOf, outputOf, tokensOf, verdictOf, withoutResult } from '../preview/words.ts';
import { escapedSigns, plainMarkdown } from './plain-markdown.ts';

/** What an inline preview shows of one state of a preview of one rephrasing. */
export interface InlineBody {
  readonly document: string;
  readonly running: boolean;
  /** One for each piece of work. */
  readonly parts: readonly InlinePart[];
  /** The text alone, for the clipboard; empty where there is none. */
  readonly text: string;
}

export interface InlinePart {
  /** State or verdict, in a few words. */
  readonly label: string;
  readonly markdown: string;
}

/** Longer texts are cut: nobody reads them in a frame between two lines, and drawing them ten times a second takes too long. */
const mostShown = 12_000;

/** @param strategy address of the strategy, for links to its lines */
export function inlineBody(state: PreviewState, strategy: string): InlineBody {
  const { end, rephrasings } = state;
  if (end?.kind === 'finished') return finished(end.document, strategy);
  const parts = rephrasings.map((one, index) => unfinished(one, end !== null, numbered(index, rephrasings.length)));
  const common = { document: state.document, running: end === null, text: joined(rephrasings.map(({ text }) => text)) };
  if (end?.kind !== 'failed') return { ...common, parts };
  const failure = { label: '✗ failed', markdown: sentence(end.message) };
  return { ...common, parts: [failure, ...parts.filter(({ markdown }) => markdown !== '')] };
}

function unfinished({ waiting, text }: RephrasingState, ended: boolean, number: string): InlinePart {
  const label = ended ? 'cancelled' : `${waiting ?? 'writing'} …`;
  return { label: label + number, markdown: shown(text) };
}

function finished(document: PreviewedDocument, strategy: string): InlineBody {
  const { id, skipped, results } = document;
  const common = { document: lastPart(id), running: false, text: joined(results.map(outputOf)) };
  if (skipped) {
    const { expression, line, value } = skipped;
    const markdown = `${code(expression)} in ${lineLink(line, strategy)} is ${code(JSON.stringify(value) ?? 'nothing')}. A run passes this document over.`;
    return { ...common, parts: [{ label: '✗ skipped', markdown }] };
  }
  if (results.length === 0)
    return { ...common, parts: [{ label: '✗ not for this', markdown: sentence(withoutResult(document)) }] };
  return { ...common, parts: results.map((one, index) => result(one, strategy, numbered(index, results.length))) };
}

function result(one: PreviewedRephrasing, strategy: string, number: string): InlinePart {
  const { record, reject } = one;
  const text = shown(outputOf(one)) || '*No text.*';
  if (record) {
    return {
      label: `✓ kept${number}`,
      markdown: blocks([text, note(tokensOf(record)), note(measuresOf(record['measures']))]),
    };
  }
  const { message, gate, line } = verdictOf(one);
  const by = gate === null ? '' : ` by ${code(gate)}`;
  const place = line === null ? '' : ` in ${lineLink(line, strategy)}`;
  const verdict = `**Rejected${by}${place}:** ${sentence(message)}`;
  return { label: `✗ rejected${number}`, markdown: blocks([verdict, text, note(measuresOf(reject?.measures))]) };
}

function numbered(index: number, count: number): string {
  return count < 2 ? '' : ` · ${index + 1} of ${count}`;
}

function shown(text: string): string {
  if (text.length <= mostShown) return plainMarkdown(text);
  return blocks([`${plainMarkdown(text.slice(0, mostShown))} …`, '*Cut here; copy it to read on.*']);
}

function note(text: string): string {
  return text === '' ? '' : `*${plainMarkdown(text)}*`;
}

/** A message, with what stands between backticks as code. */
function sentence(message: string): string {
  return message
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapedSigns(part)))
    .join('');
}

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

function lineLink(line: number, strategy: string): string {
  return `[line ${line}](${strategy}#L${line})`;
}

/** Of a document without a name of its own: its file and row, without the way to it. */
function lastPart(id: string): string {
  return id.split('/').at(-1) || id;
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

function blocks(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

import type { Finding, PreviewedDocument, PreviewedRephrasing, RenderedDocument } from '#protocol';
import { titlesOf } from '../preview/render.ts';
import type { PreviewState, RephrasingState } from '../preview/state.ts';

/** One answer beside what it was made of. */
export interface Piece {
  readonly rephrasing: string;
  /** With a number where the rephrasing has several. */
  readonly title: string;
  readonly source: string;
  /** Where `source` begins in the document's text. */
  readonly sourceStart: number;
  readonly output: string;
  /** Spans count in `output` and in the document's text. */
  readonly findings: readonly Finding[];
}

/** A preview as far as it has come, and what the strategy made of the document before, where that is known. */
export interface ComparedPreview {
  readonly state: PreviewState;
  readonly rendered: RenderedDocument | null;
}

/** All answers of a preview in their order; of a rephrasing that has none, what there is to say instead. */
export function piecesOf({ state, rendered }: ComparedPreview): readonly Piece[] {
  const { end, rephrasings } = state;
  if (end?.kind === 'finished') return finishedPieces(end.document, rendered, rephrasings);
  const titles = titlesOf(rephrasings.map(({ name }) => name));
  return rephrasings.map((one, index) => {
    const nth = rephrasings.filter(({ name }) => name === one.name).indexOf(one);
    // Pieces begin in the order of their requests.
    const due = rendered?.rephrasings.find(({ name }) => name === one.name)?.requests[nth];
    const source = sourceOf(one.name, due?.chunk ?? null, rendered, rendered?.text ?? '');
    const title = titles[index] ?? one.name;
    return { rephrasing: one.name, title, ...source, output: unfinished(one, state), findings: [] };
  });
}

function finishedPieces(
  document: PreviewedDocument,
  rendered: RenderedDocument | null,
  asked: readonly RephrasingState[],
): readonly Piece[] {
  const titles = titlesOf(document.results.map(({ rephrasing }) => rephrasing));
  const pieces = document.results.map((result, index) => {
    const { rephrasing, chunk, findings } = result;
    const source = sourceOf(rephrasing, chunk, rendered, document.text);
    return { rephrasing, title: titles[index] ?? rephrasing, ...source, output: outputOf(result), findings };
  });
  const names = [...new Set(asked.map(({ name }) => name))];
  const without = names
    .filter((name) => !pieces.some(({ rephrasing }) => rephrasing === name))
    .map((name) => {
      const output = whyNone(name, document);
      return { rephrasing: name, title: name, source: document.text, sourceStart: 0, output, findings: [] };
    });
  return [...pieces, ...without];
}

/** The passage that was rephrased; the whole text for what is joined of several, or where passages are not known. */
function sourceOf(
  name: string,
  chunk: number | null,
  rendered: RenderedDocument | null,
  text: string,
): Pick<Piece, 'source' | 'sourceStart'> {
  const passages =
    rendered?.text === text ? rendered.rephrasings.find((one) => one.name === name)?.passages : undefined;
  const passage = passages && (passages.length === 1 ? passages[0] : passages[chunk ?? -1]);
  if (!passage) return { source: text, sourceStart: 0 };
  return { source: text.slice(passage.start, passage.end), sourceStart: passage.start };
}

/** The answer after cleaning, because findings count in it and a text that repeats its source would tell nothing. */
function outputOf({ cleaned, raw, reject }: PreviewedRephrasing): string {
  const text = cleaned ?? raw ?? '';
  if (text !== '') return text;
  return `(no text) ${reject?.message ?? 'No answer came.'}`;
}

function unfinished({ text, waiting }: RephrasingState, { end }: PreviewState): string {
  if (end?.kind === 'failed') return text === '' ? `Failed: ${end.message}` : text;
  if (end?.kind === 'cancelled') return text === '' ? 'Cancelled before any text came.' : text;
  return text === '' ? `${waiting ?? 'writing'} …` : text;
}

function whyNone(name: string, { skipped, withoutPassage }: PreviewedDocument): string {
  if (skipped) {
    const { expression, line, value } = skipped;
    return `Skipped: \`${expression}\` in line ${line} is ${JSON.stringify(value)}. A run passes this document over.`;
  }
  if (withoutPassage?.includes(name)) return `The document is too short: it has no passage for ${name}.`;
  return `${name} is not for this document: its \`when\` says no.`;
}

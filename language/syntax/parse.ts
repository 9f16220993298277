import { memo } from '../memo.ts';
import { shift, type Span } from '../span.ts';
import { compose } from './compose.ts';
import { maskConflicts, maskWords, unmask, unquotedTemplates } from './mask.ts';
import { shiftPairs } from './shift.ts';
import { type Stretch, split } from './split.ts';
import type { Chunk, MapNode, Node, Pair, PlacedChunk, SyntaxProblem, Tree } from './tree.ts';
import { colonMissing, type YamlError } from './yaml-errors.ts';

/**
 * Reads a strategy file. Never fails: what cannot be read is a problem, and the rest is there.
 *
 * The file is read in chunks, so that a key press costs the reading of one entry and not of the file. The result does
 * not depend on `previous`.
 *
 * @param sections top-level keys that hold entries, each of which is a chunk of its own
 * @param previous an earlier tree, from which chunks of the same text are taken
 */
export function parse(text: string, sections: ReadonlySet<string>, previous?: Tree): Tree {
  const masked = maskConflicts(text);
  const known = knownChunks(previous);
  const placed = placeStretches(masked.text, split(masked.text, sections), known);
  // An alias may name an anchor of another chunk; then only the whole file makes sense.
  const chunks = placed ?? [
    place(readWhole(masked.text, known), { start: 0, section: undefined, heads: false }, known),
  ];
  const problems = chunks.flatMap(({ chunk, offset }) =>
    chunk.problems.map((problem) => shiftProblem(problem, offset)),
  );
  const root = memo(() => assemble(text, chunks));
  return {
    text,
    problems: masked.problems.length === 0 ? problems : [...masked.problems, ...problems],
    chunks,
    get root() {
      return root();
    },
  };
}

type Known = ReadonlyMap<string, PlacedChunk>;

/** Chunks of the previous tree by their text; of several with the same text the last. */
function knownChunks(previous: Tree | undefined): Known {
  return new Map(previous?.chunks.map((placed) => [placed.chunk.text, placed]));
}

function placeStretches(
  text: string,
  stretches: readonly Stretch[] | undefined,
  known: Known,
): readonly PlacedChunk[] | undefined {
  if (stretches === undefined) return undefined;
  const placed: PlacedChunk[] = [];
  for (const stretch of stretches) {
    const part = text.slice(stretch.start, stretch.end);
    const chunk = known.get(part)?.chunk ?? readChunk(part);
    if (chunk === undefined || chunk.other !== undefined || chunk.flow) return undefined;
    placed.push(place(chunk, stretch, known));
  }
  return placed;
}

function readWhole(text: string, known: Known): Chunk {
  return (
    known.get(text)?.chunk ?? readChunk(text, true) ?? { text, pairs: [], flow: false, other: undefined, problems: [] }
  );
}

/** Reads a stretch of text; undefined where it needs the rest of the file, unless it is the whole file. */
function readChunk(text: string, whole = false): Chunk | undefined {
  let masks: readonly Span[] = [];
  let composed = compose(text);
  // Behind a template that was taken for a map, YAML may have missed the next one.
  for (let found = unquotedTemplates(text, composed.root); found.length > 0 && masks.length < 100; ) {
    masks = [...masks, ...found].toSorted((a, b) => a.start - b.start);
    composed = compose(maskWords(text, masks));
    found = unquotedTemplates(maskWords(text, masks), composed.root);
  }
  if (composed.openAlias && !whole) return undefined;
  const { root, problems: templates } = unmask(composed.root, text, masks);
  const word = root?.kind === 'scalar' && root.source !== '' ? root : undefined;
  const problems = [
    ...composed.errors.map(syntaxProblem),
    ...(word === undefined || composed.errors.length > 0
      ? []
      : [syntaxProblem(colonMissing(word.span, word.source.split('\n', 1)[0] ?? ''))]),
  ];
  return {
    text,
    pairs:
      word !== undefined ? [{ key: word, value: undefined, span: word.span }] : root?.kind === 'map' ? root.pairs : [],
    flow: root?.kind === 'map' && root.flow,
    other: root?.kind === 'list' ? root : undefined,
    problems: [
      ...templates,
      ...problems.filter(({ span }) => !templates.some((told) => overlap(told.span, span))),
    ].toSorted((a, b) => a.span.start - b.span.start),
  };
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function syntaxProblem({ span, message, fix }: YamlError): SyntaxProblem {
  return { code: 'yaml-syntax', span, message, fixes: fix === undefined ? [] : [fix] };
}

function place(
  chunk: Chunk,
  { start: offset, section, heads }: Pick<Stretch, 'start' | 'section' | 'heads'>,
  known: Known,
): PlacedChunk {
  const before = known.get(chunk.text);
  if (before?.offset === offset && before.section === section && before.heads === heads) return before;
  const pairs = memo(() => shiftPairs(chunk.pairs, offset));
  return {
    chunk,
    offset,
    section,
    heads,
    get pairs() {
      return pairs();
    },
  };
}

/** Puts the pairs of all chunks together: entries go under the key that heads them. */
function assemble(text: string, chunks: readonly PlacedChunk[]): MapNode | undefined {
  const pairs: Pair[] = [];
  let entries: Pair[] = [];
  let head: Pair | undefined;
  const close = (): void => {
    const [first] = entries;
    const last = entries.at(-1);
    if (head !== undefined && first !== undefined && last !== undefined) {
      const span = { start: first.span.start, end: last.span.end };
      const value: Node = { kind: 'map', span, pairs: entries, flow: false };
      pairs.push({ key: head.key, value, span: { start: head.span.start, end: span.end } });
    } else if (head !== undefined) pairs.push(head);
    head = undefined;
    entries = [];
  };
  for (const placed of chunks) {
    if (placed.section !== undefined) {
      entries.push(...placed.pairs);
      continue;
    }
    close();
    if (placed.heads) head = placed.pairs[0];
    else pairs.push(...placed.pairs);
  }
  close();
  const [only] = chunks;
  const [first] = pairs;
  const last = pairs.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    kind: 'map',
    span: { start: first.span.start, end: Math.min(last.span.end, text.length) },
    pairs,
    flow: only?.chunk.flow === true,
  };
}

function shiftProblem(problem: SyntaxProblem, by: number): SyntaxProblem {
  if (by === 0) return problem;
  return {
    ...problem,
    span: shift(problem.span, by),
    fixes: problem.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ span: shift(edit.span, by), text: edit.text })),
    })),
  };
}

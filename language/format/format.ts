import { entrySections } from '../schema/strategy.ts';
import { applied, type Edit, shift, type Span } from '../span.ts';
import { parse } from '../syntax/parse.ts';
import type { Node, Pair, PlacedChunk, Tree } from '../syntax/tree.ts';
import { leavesOf } from './leaves.ts';
import { whiteSpaceEdits } from './white-space.ts';

/**
 * The edits that format a strategy, in the order of the file: white space alone is changed, comments and the text of block
 * scalars stay. A block that cannot be read, or would mean something else, is left as it is; so formatting is safe in a
 * file with errors. Formatting twice is formatting once.
 *
 * @param within only blocks that this part of the file touches
 */
export function format(tree: Tree, within: Span = { start: 0, end: tree.text.length }): readonly Edit[] {
  // Marks of a merge conflict are in no chunk: what is between them is two files.
  if (tree.chunks.map(({ chunk }) => chunk.text).join('') !== tree.text) return [];
  const edits = sectionsOf(tree.chunks).flatMap((section) => sectionEdits(tree, section, within));
  const before = means(tree.text);
  // Blocks that are right by themselves are right together, but for what no block can see (a key that moved in front of another).
  return edits.length > 0 && means(applied(tree.text, edits)) === before ? edits : [];
}

/** The stretches of a file that indent together: those of one top-level block. */
function sectionsOf(chunks: readonly PlacedChunk[]): readonly (readonly PlacedChunk[])[] {
  const sections: PlacedChunk[][] = [];
  for (const placed of chunks) {
    if (placed.section === undefined) sections.push([placed]);
    else sections.at(-1)?.push(placed);
  }
  return sections;
}

/** Entries stand where the house wants them where all of them can, and else stay where they are. */
function sectionEdits(tree: Tree, section: readonly PlacedChunk[], within: Span): readonly Edit[] {
  const touched = section.filter(({ chunk, offset }) => {
    const end = offset + chunk.text.length;
    return offset <= within.end && (within.start < end || end === tree.text.length);
  });
  const entries = section.filter((placed) => placed.section !== undefined);
  const together = entries.map((placed) => blockEdits(tree, placed, 2));
  const all = entries.every((placed) => touched.includes(placed)) && together.every((edits) => edits !== undefined);
  return touched.flatMap((placed) => {
    const usual = placed.section === undefined ? 0 : all ? 2 : columnOf(placed);
    const edits = blockEdits(tree, placed, usual) ?? [];
    return edits.map(({ span, text }) => ({ span: shift(span, placed.offset), text }));
  });
}

function columnOf({ chunk: { pairs, text } }: PlacedChunk): number {
  const start = pairs[0]?.key.span.start ?? 0;
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

/** Undefined where the block cannot be formatted so. */
function blockEdits(tree: Tree, { chunk, offset }: PlacedChunk, column: number): readonly Edit[] | undefined {
  if (chunk.problems.length > 0) return undefined;
  if (offset === 0 && /^\s+$/.test(chunk.text)) return [{ span: { start: 0, end: chunk.text.length }, text: '' }];
  const leaves = leavesOf(chunk.text, column);
  if (leaves === undefined) return undefined;
  const found = whiteSpaceEdits(chunk.text, leaves, offset === 0);
  const last = offset + chunk.text.length === tree.text.length;
  const edits = last ? ending(chunk.text, found, tree.text.includes('\r\n') ? '\r\n' : '\n') : found;
  return means(applied(chunk.text, edits)) === means(chunk.text) ? edits : undefined;
}

/** The last line of the file ends like the others, and no empty line follows it. */
function ending(text: string, edits: readonly Edit[], newline: string): readonly Edit[] {
  const body = text.trimEnd();
  // A block scalar that keeps its last line breaks says something by them.
  if (body === '' || /[|>]\d?\+/.test(text)) return edits;
  const tail = { start: body.length, end: text.length };
  const others = edits.filter(({ span }) => span.end <= tail.start);
  return text.slice(tail.start) === newline ? others : [...others, { span: tail, text: newline }];
}

/** What a text says: the same for two that differ in white space that says nothing. */
function means(text: string): string {
  const { root, problems } = parse(text, entrySections);
  return JSON.stringify([root === undefined ? null : shape(root), problems.map(({ message }) => message)]);
}

function shape(node: Node | undefined): unknown {
  if (node === undefined) return null;
  if (node.kind === 'scalar') return [node.value, node.text, node.style];
  if (node.kind === 'list') return { list: node.items.map(shape), flow: node.flow };
  return { map: node.pairs.map(({ key, value }: Pair) => [shape(key), shape(value)]), flow: node.flow };
}

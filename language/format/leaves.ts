import { type CST, Parser } from 'yaml';

/** A token that is seen, where it stands, and how far to the right it belongs where it begins a line. */
export interface Leaf {
  readonly kind: LeafKind;
  readonly start: number;
  readonly end: number;
  /** Column at which it belongs where it is the first of its line. */
  readonly column: number;
  /** Column for the further lines of a scalar that has several. */
  readonly inner: number;
}

export type LeafKind =
  | 'comment'
  | 'colon'
  | 'dash'
  | 'question'
  | 'comma'
  | 'open'
  | 'close'
  | 'property'
  | 'scalar'
  | 'block-head'
  | 'block-body';

const step = 2;

/**
 * The tokens of a stretch of YAML in their order, white space left out. Undefined where it is no single map.
 *
 * @param column where its outermost keys belong
 */
export function leavesOf(text: string, column: number): readonly Leaf[] | undefined {
  const leaves: Leaf[] = [];
  const documents = [...new Parser().parse(text)];
  const [document, ...others] = documents.filter((token) => token.type !== 'comment' && token.type !== 'newline');
  if (others.length > 0 || (document !== undefined && document.type !== 'document')) return undefined;
  for (const token of documents) {
    if (token.type !== 'document') walk(token, column, column, leaves);
    else {
      separators(token.start, column, column, leaves);
      if (token.value) walk(token.value, column, column, leaves);
      separators(token.end ?? [], column, column, leaves);
    }
  }
  return withTrailingComments(text, leaves);
}

/** Comments at the end that stand at the very left speak of what comes next in the file, and stay there. */
function withTrailingComments(text: string, leaves: readonly Leaf[]): readonly Leaf[] {
  const last = leaves.findLastIndex(({ kind }) => kind !== 'comment');
  return leaves.map((leaf, index) =>
    index > last && (leaf.start === 0 || text[leaf.start - 1] === '\n') ? { ...leaf, column: 0 } : leaf,
  );
}

/** @param around where what it stands in belongs, which the further lines of a scalar lie behind */
function walk(token: CST.Token, column: number, around: number, leaves: Leaf[]): void {
  switch (token.type) {
    case 'block-map':
      for (const item of token.items) {
        separators(item.start, column, column, leaves);
        if (item.key) walk(item.key, column, column, leaves);
        separators(item.sep ?? [], column + step, column + step, leaves);
        if (item.value) walk(item.value, column + step, column, leaves);
      }
      return;
    case 'block-seq':
      for (const item of token.items) {
        separators(item.start, column, column, leaves);
        if (item.value) walk(item.value, column + step, column, leaves);
      }
      return;
    case 'flow-collection':
      flow(token, column, around, leaves);
      return;
    case 'block-scalar':
      separators(token.props, column, column, leaves);
      leaf('block-body', bodyOf(token), around, around + step, leaves);
      return;
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      leaf('scalar', token, column, Math.max(column, around + step), leaves);
      separators(token.end ?? [], column, column, leaves);
      return;
    default:
      if ('source' in token) separator(token, column, column, leaves);
  }
}

/** The text of a block scalar, behind the line of its head. */
function bodyOf({ props, offset, source }: CST.BlockScalar): { readonly offset: number; readonly source: string } {
  const head = props.reduce((length, prop) => length + ('source' in prop ? prop.source.length : 0), 0);
  return { offset: offset + head, source };
}

/** Braces close where the line with them begins, and what they hold stands further in. */
function flow({ start, items, end }: CST.FlowCollection, column: number, around: number, leaves: Leaf[]): void {
  separator(start, column, column, leaves);
  const inner = around + step;
  for (const item of items) {
    separators(item.start, inner, inner, leaves);
    if (item.key) walk(item.key, inner, around, leaves);
    separators(item.sep ?? [], inner, inner, leaves);
    if (item.value) walk(item.value, inner, inner, leaves);
  }
  separators(end, around, around, leaves);
}

function separators(tokens: readonly CST.Token[], column: number, inner: number, leaves: Leaf[]): void {
  for (const token of tokens) if ('source' in token) separator(token, column, inner, leaves);
}

const kinds: Readonly<Partial<Record<CST.Token['type'], LeafKind>>> = {
  comment: 'comment',
  'map-value-ind': 'colon',
  'seq-item-ind': 'dash',
  'explicit-key-ind': 'question',
  comma: 'comma',
  'flow-map-start': 'open',
  'flow-seq-start': 'open',
  'flow-map-end': 'close',
  'flow-seq-end': 'close',
  anchor: 'property',
  tag: 'property',
  'block-scalar-header': 'block-head',
};

function separator(
  token: { readonly type: CST.Token['type']; readonly offset: number; readonly source: string },
  column: number,
  inner: number,
  leaves: Leaf[],
): void {
  const kind = kinds[token.type];
  if (kind !== undefined) leaf(kind, token, column, inner, leaves);
}

function leaf(
  kind: LeafKind,
  { offset, source }: { readonly offset: number; readonly source: string },
  column: number,
  inner: number,
  leaves: Leaf[],
): void {
  leaves.push({ kind, start: offset, end: offset + source.length, column, inner });
}

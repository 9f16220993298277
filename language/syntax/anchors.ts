import { Lexer } from 'yaml';
import { type Span, touches } from '../span.ts';

/** A place that names an anchor, `&name`, or an alias of it, `*name`. */
export interface AnchorOccurrence {
  readonly kind: 'anchor';
  readonly name: string;
  /** Of the name alone. */
  readonly span: Span;
  readonly definition: boolean;
  /** The offset of the anchor that is meant: a later one of the same name takes its place. Undefined where there is none above. */
  readonly anchor: number | undefined;
}

/** What the lexer puts between the pieces of the text. */
const marks: ReadonlySet<string> = new Set(['\u{2}', '\u{18}', '\u{1f}']);

/** The anchor or alias whose name stands at an offset. A look at the word spares reading the text where it is none. */
export function anchorAt(text: string, offset: number): AnchorOccurrence | undefined {
  let start = offset;
  while (start > 0 && !/[\s,[\]{}]/.test(text.charAt(start - 1))) start--;
  if (!/[&*]/.test(text.charAt(start))) return undefined;
  return anchorsOf(text).find(({ span }) => touches(span, offset));
}

/** The anchors and aliases of a text, in its order. Read anew each time: few files have any, and few ask. */
export function anchorsOf(text: string): readonly AnchorOccurrence[] {
  const found: AnchorOccurrence[] = [];
  if (!/[&*]/.test(text)) return found;
  const last = new Map<string, number>();
  let offset = 0;
  let isScalar = false;
  for (const piece of new Lexer().lex(text)) {
    if (marks.has(piece)) {
      isScalar = piece === '\u{1f}';
      continue;
    }
    const definition = piece.startsWith('&');
    if (!isScalar && (definition || piece.startsWith('*')) && piece.length > 1) {
      const name = piece.slice(1);
      if (definition) last.set(name, offset);
      const span = { start: offset + 1, end: offset + piece.length };
      found.push({ kind: 'anchor', name, span, definition, anchor: last.get(name) });
    }
    isScalar = false;
    offset += piece.length;
  }
  return found;
}

import type { Span } from '#language';

/** A text without its marks. */
export interface Marked {
  readonly text: string;
  /** Where `‸` stood. The first one, or the text's end where there was none. */
  readonly cursor: number;
  /** Where each `‸` stood. */
  readonly cursors: readonly number[];
  /** What stood between each `«` and its `»`, in order of their beginnings. */
  readonly spans: readonly Span[];
}

/** Takes the marks out of a text: `‸` is a cursor, `«…»` a range. Ranges may lie in each other. */
export function marked(source: string): Marked {
  let text = '';
  const cursors: number[] = [];
  const open: { start: number; end: number }[] = [];
  const spans: { start: number; end: number }[] = [];
  for (const character of source) {
    if (character === '‸') cursors.push(text.length);
    else if (character === '«') {
      const span = { start: text.length, end: text.length };
      open.push(span);
      spans.push(span);
    } else if (character === '»') {
      const span = open.pop();
      if (span === undefined) throw new Error('A » stands without its «.');
      span.end = text.length;
    } else text += character;
  }
  if (open.length > 0) throw new Error('A « stands without its ».');
  return { text, cursor: cursors[0] ?? text.length, cursors, spans };
}

/** The text with its ranges marked again, for comparing what was found with what was meant. */
export function mark(text: string, spans: readonly Span[]): string {
  const places = new Map<number, { closed: string; empty: string; opened: string }>();
  const at = (offset: number): { closed: string; empty: string; opened: string } => {
    const place = places.get(offset) ?? { closed: '', empty: '', opened: '' };
    places.set(offset, place);
    return place;
  };
  for (const { start, end } of spans) {
    if (start === end) at(start).empty += '«»';
    else {
      at(start).opened += '«';
      at(end).closed += '»';
    }
  }
  let result = '';
  let from = 0;
  for (const [offset, { closed, empty, opened }] of [...places].toSorted(([left], [right]) => left - right)) {
    result += text.slice(from, offset) + closed + empty + opened;
    from = offset;
  }
  return result + text.slice(from);
}

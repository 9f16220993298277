import type { AskedCondition, RenderedDocument, RenderedRephrasing } from '#protocol';
import { placesIn } from '../fidelity/places.ts';

/** What an open document shows of what the seed step makes of it. Lines and characters count from 0. */
export interface PassageMarks {
  /** Passages that have an empty line above them, where their label stands. */
  readonly above: readonly Label[];
  /** Passages that begin in other places. */
  readonly amid: readonly { readonly line: number; readonly character: number; readonly text: string }[];
  /** What is true of the document as a whole, behind a line. */
  readonly note: Label | null;
}

export interface Label {
  /** The line that it stands in, behind its text. */
  readonly line: number;
  readonly text: string;
}

/** Where a document is shown. */
export interface ShownIn {
  readonly text: string;
  /** The line of its row in a file of rows; null where the file is the document. */
  readonly row: number | null;
}

/** What to show of a document for one rephrasing. */
export function passageMarks(document: RenderedDocument, rephrasing: RenderedRephrasing, shown: ShownIn): PassageMarks {
  const line = shown.row ?? 0;
  const why = whyNot(document, rephrasing);
  if (why !== null) return { above: [], amid: [], note: { line, text: why } };
  const borders = bordersOf(document.text, rephrasing);
  const at = shown.row === null ? shown.text.lastIndexOf(document.text) : -1;
  // A row, or a page of the web, is written in another way than its text, so that there is no place to point at.
  if (at < 0 || borders.length === 1) return { above: [], amid: [], note: { line, text: summaryOf(rephrasing) } };
  return { ...placed(borders, at, shown.text), note: null };
}

function whyNot({ keep }: RenderedDocument, { name, when, passages }: RenderedRephrasing): string | null {
  const failing = keep.find(({ holds }) => !holds);
  if (failing) return `skipped: ${shownCondition(failing)}`;
  if (when && !when.holds) return `not for ${name}: ${shownCondition(when)}`;
  return passages.length === 0 ? `too short for ${name}: no passage` : null;
}

function shownCondition({ expression, value }: AskedCondition): string {
  return `${expression}, here ${JSON.stringify(value) ?? 'nothing'}`;
}

function summaryOf({ name, passages }: RenderedRephrasing): string {
  const tokens = passages.reduce((sum, passage) => sum + passage.tokens, 0);
  const several = passages.length > 1 ? `${passages.length} passages · ` : '';
  return `${name} · ${several}${whole(tokens)} tokens`;
}

interface Border {
  readonly offset: number;
  readonly text: string;
}

/** Where passages begin, and what lies in none of them. */
function bordersOf(text: string, { passages }: RenderedRephrasing): readonly Border[] {
  const borders: Border[] = [];
  let end = 0;
  const leaveOut = (until: number): void => {
    const offset = firstInk(text, end);
    if (offset < until) borders.push({ offset, text: 'left out' });
  };
  for (const [index, passage] of passages.entries()) {
    leaveOut(passage.start);
    const label = `passage ${index + 1} · ${whole(passage.tokens)} tokens`;
    borders.push({ offset: firstInk(text, passage.start), text: label });
    end = Math.max(end, passage.end);
  }
  leaveOut(text.length);
  return borders;
}

/** The first character from an offset on that is no blank. */
function firstInk(text: string, from: number): number {
  const blank = /\s*/y;
  blank.lastIndex = from;
  blank.exec(text);
  return blank.lastIndex;
}

function placed(borders: readonly Border[], at: number, text: string): Pick<PassageMarks, 'above' | 'amid'> {
  const place = placesIn(text);
  const rows = text.split(/\r\n|\r|\n/);
  const found = borders.map((border) => ({ ...place(at + border.offset), text: border.text }));
  // A long line is wrapped, so that a border along it would be drawn along each of its rows; an empty one is not.
  const hasRoomAbove = ({ line, character }: (typeof found)[number]): boolean =>
    rows[line]?.slice(0, character).trim() === '' && rows[line - 1]?.trim() === '';
  return {
    above: found.filter(hasRoomAbove).map(({ line, text }) => ({ line: line - 1, text })),
    amid: found.filter((one) => !hasRoomAbove(one)),
  };
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}

import type { Span } from '../span.ts';

/** What stands at a cursor inside of `{…}` or `[…]`. */
export interface FlowPlace {
  /** Keys from the value in which the brackets stand down to the cursor; the last is the key of a value. */
  readonly path: readonly string[];
  readonly position: 'key' | 'value';
  /** Where the word at the cursor begins. */
  readonly start: number;
  /** Keys that stand in the same map before the cursor. */
  readonly present: readonly string[];
}

interface Frame {
  readonly bracket: '{' | '[';
  readonly path: readonly string[];
  readonly present: string[];
  key: string | undefined;
  start: number;
}

/** Reads brackets from where a value begins up to the cursor; undefined where none is open there. */
export function flowPlace(text: string, { start, end }: Span): FlowPlace | undefined {
  const frames: Frame[] = [];
  for (let at = start; at < end; at++) {
    const character = text[at];
    const frame = frames.at(-1);
    switch (character) {
      case '"':
      case "'": {
        const close = text.indexOf(character, at + 1);
        if (close === -1 || close >= end) {
          at = end;
          break;
        }
        at = close;
        break;
      }
      case '{':
      case '[':
        if (frame === undefined && at !== start) return undefined;
        frames.push({ bracket: character, path: pathOf(frame), present: [], key: undefined, start: at + 1 });
        break;
      case '}':
      case ']':
        frames.pop();
        break;
      case ',':
        if (frame === undefined) break;
        frame.key = undefined;
        frame.start = at + 1;
        break;
      case ':':
        if (frame?.bracket === '{' && frame.key === undefined && /\s|^$/.test(text[at + 1] ?? '')) {
          frame.key = text
            .slice(frame.start, at)
            .trim()
            .replaceAll(/^["']|["']$/g, '');
          frame.present.push(frame.key);
          frame.start = at + 1;
        }
        break;
      default:
        break;
    }
  }
  const frame = frames.at(-1);
  if (frame === undefined) return undefined;
  const blanks = /^\s*/.exec(text.slice(frame.start, end))?.[0].length ?? 0;
  const position = frame.bracket === '{' && frame.key === undefined ? 'key' : 'value';
  return { path: pathOf(frame), position, start: frame.start + blanks, present: frame.present };
}

function pathOf(frame: Frame | undefined): readonly string[] {
  if (frame === undefined) return [];
  return frame.key === undefined ? frame.path : [...frame.path, frame.key];
}

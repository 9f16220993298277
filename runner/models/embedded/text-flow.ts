import type { Token } from './llama-library.ts';

/** Turns tokens into text as they come, and ends where a stop string appears. */
export interface TextFlow {
  /** Further text that is certain: whole characters that cannot be the beginning of a stop string. */
  push(token: Token): string;
  /** The text that was held back. */
  end(): string;
  /** Whether a stop string has appeared; nothing behind it comes out. */
  readonly stopped: boolean;
}

/** A character may be spread over so many tokens; what is not whole then is no character at all. */
const mostTokensOfCharacter = 4;

export function openTextFlow(
  detokenize: (tokens: readonly Token[], previous: readonly Token[]) => string,
  stop: readonly string[],
): TextFlow {
  const stops = stop.filter((text) => text !== '');
  let done: Token[] = [];
  let pending: Token[] = [];
  let held = '';
  let stopped = false;

  const takePending = (): void => {
    held += detokenize(pending, done);
    done = [...done, ...pending].slice(-mostTokensOfCharacter);
    pending = [];
  };

  const release = (all: boolean): string => {
    const found = stops.map((text) => held.indexOf(text)).filter((index) => index >= 0);
    stopped ||= found.length > 0;
    const end = found.length > 0 ? Math.min(...found) : held.length - (all ? 0 : longestBeginning(held, stops));
    const text = held.slice(0, end);
    held = stopped ? '' : held.slice(end);
    return text;
  };

  return {
    push(token) {
      if (stopped) return '';
      pending.push(token);
      // The replacement character at the end means that the bytes of a character are not all there yet.
      const whole = !detokenize(pending, done).endsWith('\u{FFFD}');
      if (!whole && pending.length < mostTokensOfCharacter) return '';
      takePending();
      return release(false);
    },
    end() {
      if (stopped) return '';
      if (pending.length > 0) takePending();
      return release(true);
    },
    get stopped() {
      return stopped;
    },
  };
}

/** Length of the longest end of `text` that is the beginning of one of `stops`. */
function longestBeginning(text: string, stops: readonly string[]): number {
  const longest = Math.max(0, ...stops.map(({ length }) => length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    if (stops.some((stop) => stop.startsWith(text.slice(-length)))) return length;
  }
  return 0;
}

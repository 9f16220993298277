/**
 * A scalar's value with the place of each of its UTF-16 code units in the source it was read from: `starts[i]` to
 * `ends[i]`. An escape sequence is the place of all units that it stands for; a line break that YAML folds into a
 * space is the place of that space, indentation included.
 */
export interface PlacedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Collects the pieces of a value with their places. */
export class TextBuilder {
  #text = '';
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  add(text: string, start: number, end: number): void {
    this.#text += text;
    for (let unit = 0; unit < text.length; unit++) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** Text that stands in the source as it is. */
  copy(source: string, start: number, end: number): void {
    this.#text += source.slice(start, end);
    for (let at = start; at < end; at++) {
      this.#starts.push(at);
      this.#ends.push(at + 1);
    }
  }

  finish(): PlacedText {
    return { text: this.#text, starts: this.#starts, ends: this.#ends };
  }
}

/** A mark of a list at a line's beginning: `-`, `*`, `+`, `•` and their like, `1.`, `2)`, `(3)`, and a space behind it. */
const mark = /^[ \t]*(?:[-*+•●◦▪‣·–—]|\(?\d{1,3}[.)])[ \t]+/;

/** Takes the marks of lists and their indentation away; the items stay, one a line. */
export function bullets(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(mark, ''))
    .join('\n');
}

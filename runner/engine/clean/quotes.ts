const pairs: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['「', '」'],
];

/**
 * Takes away one pair of quotation marks around the whole text. Two quotations with something between them
 * (`"Yes" and "no"`) are no pair around the whole.
 */
export function quotes(text: string): string {
  const trimmed = text.trim();
  for (const [open, close] of pairs) {
    if (trimmed.length < 2 || !trimmed.startsWith(open) || !trimmed.endsWith(close)) continue;
    const inner = trimmed.slice(1, -1);
    const encloses = open === close ? isOneQuotation(inner, open) : isBalanced(inner, open, close);
    return encloses ? inner.trim() : text;
  }
  return text;
}

/** Straight marks look alike on both sides, so the first inner one tells: behind a space it opens, else it closes. */
function isOneQuotation(inner: string, mark: string): boolean {
  for (let at = inner.indexOf(mark); at !== -1; at = inner.indexOf(mark, at + 1)) {
    const before = inner[at - 1] ?? ' ';
    const after = inner[at + 1] ?? ' ';
    const isApostrophe = mark === "'" && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    if (!isApostrophe) return /[\s(—–-]/.test(before);
  }
  return true;
}

function isBalanced(inner: string, open: string, close: string): boolean {
  let depth = 0;
  for (const [index, character] of [...inner].entries()) {
    if (character === open) depth++;
    else if (character === close && !(close === '’' && isInsideWord(inner, index))) depth--;
    if (depth < 0) return false;
  }
  return true;
}

/** The closing single mark is an apostrophe too. */
function isInsideWord(text: string, index: number): boolean {
  return /\p{L}/u.test(text[index - 1] ?? '') && /\p{L}/u.test(text[index + 1] ?? '');
}

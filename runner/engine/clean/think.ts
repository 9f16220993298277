const tag = /<(\/?)(?:think|thinking|thought|reasoning)>/gi;

/**
 * Takes out what a reasoning model thought aloud: `<think>…</think>`, and the same with `thinking`, `thought` and
 * `reasoning`. Many chat templates write the opening tag themselves, so a closing tag without one ends thoughts that
 * began with the answer; thoughts that never end leave nothing behind them.
 */
export function think(text: string): string {
  let kept = '';
  let depth = 0;
  let from = 0;
  let found = false;
  for (const match of text.matchAll(tag)) {
    found = true;
    if (match[1] === '') {
      if (depth === 0) kept += text.slice(from, match.index);
      depth++;
    } else {
      if (depth === 0) kept = '';
      depth = Math.max(0, depth - 1);
      from = match.index + match[0].length;
    }
  }
  if (depth === 0) kept += text.slice(from);
  return found ? kept.trim() : text;
}

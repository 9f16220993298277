/** A regular expression that a user wrote, or why it is none. */
export type Pattern = { readonly ok: true; readonly regex: RegExp } | { readonly ok: false; readonly message: string };

const leadingFlags = /^\(\?([ims]+)\)/;
const needsUnicode = /\\[pP]\{|\\u\{/;

/**
 * Reads a pattern of `drop_lines` or `replace`: JavaScript's syntax, `^` and `$` at every line, and `(?i)` at the
 * beginning for upper and lower case alike, as Python writes it. Unicode mode is used only where the pattern needs it
 * (`\p{…}`, `\u{…}`): the engine can bound the time of a pattern that backtracks too much only outside of that mode.
 */
export function readPattern(source: string): Pattern {
  const inline = leadingFlags.exec(source);
  const body = source.slice(inline?.[0].length ?? 0);
  const flags = [...new Set(`gm${inline?.[1] ?? ''}${needsUnicode.test(body) ? 'u' : ''}`)].join('');
  try {
    return { ok: true, regex: new RegExp(body, flags) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const known = reason.replace(`Invalid regular expression: /${body}/${flags}: `, '');
    return { ok: false, message: `The pattern is no regular expression: ${known}.` };
  }
}

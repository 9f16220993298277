/** A rephrasing of a strategy; `line` counts from 1. */
interface NamedLine {
  readonly name: string;
  readonly line: number;
}

/**
 * The rephrasing in whose block a line stands.
 *
 * @param line from 0
 */
export function rephrasingAt(text: string, places: readonly NamedLine[], line: number): string | undefined {
  const last = places
    .filter((place) => place.line - 1 <= line)
    .toSorted((one, other) => one.line - other.line)
    .at(-1);
  if (!last) return undefined;
  const lines = text.split(/\r\n|\r|\n/);
  const own = indentation(lines[last.line - 1]);
  if (own === null) return undefined;
  const after = lines.slice(last.line, line + 1).map(indentation);
  // The block ends with the first line that is no deeper than its name.
  return after.some((deep) => deep !== null && deep <= own) ? undefined : last.name;
}

/** Blanks in front of a line; null where it is empty or a comment. */
function indentation(line = ''): number | null {
  const at = line.search(/\S/);
  if (line[at] === '#') return null;
  return at < 0 ? null : at;
}

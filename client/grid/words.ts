/** `1,204`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** Three digits, and `–` where there is no price. */
export function money(dollars: number | null): string {
  if (dollars === null) return '–';
  if (dollars === 0) return '$0';
  const digits = dollars >= 1 ? 2 : Math.min(8, 1 - Math.floor(Math.log10(dollars)));
  return `$${dollars.toFixed(digits)}`;
}

export function seconds(value: number): string {
  return value < 10 ? `${value.toFixed(1)} s` : `${whole(value)} s`;
}

/** `3 documents`. */
export function counted(count: number, one: string): string {
  return `${whole(count)} ${one}${count === 1 ? '' : 's'}`;
}

/** The first line or so of a text. */
export function beginningOf(text: string, most: number): string {
  const flat = text
    .slice(0, 4 * most)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).trimEnd()}…`;
}

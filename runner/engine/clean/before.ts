/** Keeps what stands before the first occurrence of the marker; an answer without it stays whole. */
export function before(text: string, marker: string): string {
  const at = text.indexOf(marker);
  return at === -1 ? text : text.slice(0, at).trim();
}

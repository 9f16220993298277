/** Text for HTML, in content and in attributes with double quotes. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Longest example that is shown, in characters. */
const shownCharacters = 600;

/** The beginning of a text, never cut within a character. */
export function excerpt(text: string): string {
  if (text.length <= shownCharacters) return text;
  return `${text.slice(0, shownCharacters).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A bar with the shares (0 to 1) of what was kept and what was rejected. Colours come from the page's style. */
export function bar(kept: number, rejected: number): string {
  const [first, second] = [100 * kept, 100 * rejected].map((width) => Math.round(width * 100) / 100);
  return (
    `<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">` +
    `<rect class="kept" width="${first}" height="6"/><rect class="rejected" x="${first}" width="${second}" height="6"/></svg>`
  );
}

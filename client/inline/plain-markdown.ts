/**
 * Markdown that shows a text as it stands, whatever it holds: no heading, list, link, image, code or HTML of it takes effect.
 * Lines stay lines, and paragraphs paragraphs.
 */
export function plainMarkdown(text: string): string {
  return text
    .trim()
    .split(/\r?\n/)
    .map(plainLine)
    .join('\n')
    .replaceAll(/\n{2,}/g, '\n\n')
    .replaceAll(/(?<=[^\n])\n(?=[^\n])/g, '\\\n');
}

/** A piece of a line in which no sign of ASCII means anything. */
export function escapedSigns(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, (sign) => entities[sign] ?? `\\${sign}`);
}

/** Blanks at the beginning, which would make code, do not break. */
function plainLine(line: string): string {
  const indent = line.trim() === '' ? 0 : line.search(/\S/);
  return '&nbsp;'.repeat(indent) + escapedSigns(line.trim());
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // VS Code reads `$(name)` as an icon, also where it is escaped.
  $: '&#36;',
};

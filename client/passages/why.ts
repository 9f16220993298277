import type { AskedCondition, RenderedDocument, RenderedRephrasing } from '#protocol';

/**
 * Every condition that decides on a document, as Markdown: whether it holds, its value and its line.
 *
 * @param strategy address of the file that the lines are lines of
 */
export function whyMarkdown({ keep }: RenderedDocument, { name, when }: RenderedRephrasing, strategy: string): string {
  const linked = (condition: AskedCondition): string => conditionLine(condition, strategy);
  const kept = keep.every(({ holds }) => holds);
  const parts = [
    kept ? 'A run takes this document.' : 'A run skips this document.',
    ...(keep.length === 0 ? [] : [['`seeds.keep`', '', ...keep.map(linked)].join('\n')]),
    ...(when === null ? [] : [[`${code(name)}, \`when\``, '', linked(when)].join('\n')]),
  ];
  return parts.join('\n\n');
}

function conditionLine({ expression, line, holds, value }: AskedCondition, strategy: string): string {
  const shown = code(JSON.stringify(value) ?? 'nothing');
  return `- ${holds ? '✓' : '✗'} ${code(expression)}, here ${shown} · [line ${line}](${strategy}#L${line})`;
}

/** Text as code, whatever stands in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = longest > 0 ? ' ' : '';
  return `${fence}${space}${text.replaceAll(/\s*\n\s*/g, ' ')}${space}${fence}`;
}

import type { Analysis, TemplateSite } from '../analysis.ts';
import { siteOf } from '../checked.ts';
import { shift, touches } from '../span.ts';
import { placementOf } from '../syntax/placement.ts';
import type { ScalarNode } from '../syntax/tree.ts';

/** The template or expression in which an offset lies, and the offset in its text. */
export function siteAt(
  { text, checked }: Analysis,
  offset: number,
): { readonly site: TemplateSite; readonly offsetInValue: number } | undefined {
  for (const { placed, facts } of checked.chunks) {
    if (offset < placed.offset || offset > placed.offset + placed.chunk.text.length) continue;
    for (const found of facts.sites) {
      if (!touches(shift(found.node.span, placed.offset), offset)) continue;
      const site = siteOf(found, placed.offset, checked);
      const offsetInValue = offsetIn(site.node, offset, text);
      if (offsetInValue !== undefined) return { site, offsetInValue };
    }
  }
  return undefined;
}

function offsetIn(node: ScalarNode, offset: number, text: string): number | undefined {
  const block = node.style === 'literal' || node.style === 'folded';
  if (block && !isInBlock(node, offset, text)) return undefined;
  if (!block && node.style !== 'plain' && (offset === node.span.start || isBehindQuote(node, offset))) return undefined;
  const places = placementOf(node);
  // In the indentation of a line the end of what stands above is the nearest place.
  for (let at = offset; at >= node.span.start; at--) {
    const found = places.toValue(at);
    if (found !== undefined) return found;
  }
  return block || node.style !== 'plain' ? 0 : undefined;
}

function isBehindQuote({ span, source }: ScalarNode, offset: number): boolean {
  return offset === span.end && source.length > 1 && source.endsWith(source[0] ?? '');
}

/** Blank lines behind the last line of a block belong to it only where the cursor stands at least as deep. */
function isInBlock({ span, source }: ScalarNode, offset: number, text: string): boolean {
  const header = source.indexOf('\n');
  if (header === -1 || offset <= span.start + header) return false;
  const last = span.start + source.trimEnd().length;
  if (offset <= last) return true;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = /\n( +)[^ \r\n]/.exec(source)?.[1]?.length ?? Infinity;
  return offset - lineStart >= indent;
}

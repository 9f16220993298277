import { type Edit, placementOf, type Span, spanInSource, type TemplateSite } from '#language';

/** Puts `use` in the place of stretches of a template. A text without quotes gets some, as braces cannot begin one. */
export function writes(
  { node, parsed: { source } }: TemplateSite,
  spans: readonly Span[],
  use: string,
): readonly Edit[] {
  if (node.style !== 'plain' || !use.startsWith('{'))
    return spans.map((span) => ({ span: spanInSource(node, span), text: use }));
  let written = '';
  let at = 0;
  for (const { start, end } of spans) {
    written += source.slice(at, start) + use;
    at = end;
  }
  return [{ span: node.span, text: JSON.stringify(written + source.slice(at)) }];
}

/** A span of the file as a span of what the template says; undefined where it is none. */
export function inValue({ node }: TemplateSite, { start, end }: Span): Span | undefined {
  const places = placementOf(node);
  const from = places.toValue(start);
  const to = places.toValue(end);
  return from === undefined || to === undefined || to <= from ? undefined : { start: from, end: to };
}

/** Without blanks at the ends: what trims a template would not trim a variable. */
export function trimmed(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end);
  const from = start + selected.length - selected.trimStart().length;
  return { start: from, end: Math.max(from, start + selected.trimEnd().length) };
}

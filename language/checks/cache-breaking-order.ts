import { countTokens } from '../count-tokens.ts';
import { type MeasureSpec, measureTable } from '../measures.ts';
import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import type { ParsedTemplate } from '../template/index.ts';
import type { Site } from './facts.ts';
import { problem } from './problem.ts';
import type { FileRequests } from './requests.ts';

/** From so many tokens on a fixed part is worth having in front. */
const longTokens = 32;

/**
 * A request whose fixed text stands behind a part that differs from document to document, so that no two begin alike
 * with it. What stands in a branch or a loop is not counted, nor is the prefill, which cannot stand anywhere else.
 *
 * @param sites system message, prompt and prefill of the request
 */
export function cacheBreakingOrder(sites: readonly Site[]): Problem | undefined {
  let varying: { readonly written: string; readonly span: Span } | undefined;
  let tokens = 0;
  for (const key of ['system', 'prompt']) {
    const site = sites.find(({ path }) => path.at(-1) === key);
    if (site?.kind !== 'template') continue;
    const { parsed, placement, local } = site;
    const own = new Set(local.map(({ name }) => name));
    if (parsed.issues.length > 0) return undefined;
    for (const node of parsed.nodes) {
      if (varying === undefined) {
        const { source } = parsed;
        if (node.kind === 'output' && differs(parsed, node.span, own))
          varying = { written: source.slice(node.span.start, node.span.end), span: placement.span(node.span) };
      } else if (node.kind === 'text') tokens += countTokens(node.text);
    }
  }
  if (varying === undefined || tokens < longTokens) return undefined;
  const shown = varying.written.replaceAll(/\s+/g, ' ');
  const message = `About ${Math.round(tokens)} tokens of fixed text stand behind \`${shown}\`, which differs from document to document, so the server’s prefix cache cannot reuse them; in front of it they would be read once.`;
  return problem('cache-breaking-order', varying.span, message);
}

/** Those of all requests of a file, but for models that are to read the document first. */
export function cacheBreakingOrders({ requests, models }: FileRequests): readonly Problem[] {
  const first = new Set(models.filter(({ documentFirst }) => documentFirst).map(({ name }) => name));
  return requests.flatMap(({ steps }) =>
    steps.flatMap(({ model, cacheBreaking }) =>
      cacheBreaking === undefined || (model !== undefined && first.has(model)) ? [] : [cacheBreaking],
    ),
  );
}

const measures: ReadonlyMap<string, MeasureSpec> = new Map(Object.entries(measureTable));

/**
 * Variables take a few values, so that many requests begin alike in spite of them. Chunks and answers of other steps,
 * which the rephrasing alone has, differ from document to document.
 */
function differs({ names }: ParsedTemplate, { start, end }: Span, own: ReadonlySet<string>): boolean {
  return names.some(
    ({ name, span }) =>
      start <= span.start &&
      span.end <= end &&
      (name === 'text' || name === 'doc' || own.has(name) || measures.get(name)?.ofSource === true),
  );
}

import type { Problem } from '../problem.ts';
import type { Span } from '../span.ts';
import type { OutputNode, ParsedTemplate } from '../template/index.ts';
import type { Site } from './facts.ts';
import { problem } from './problem.ts';
import type { FileRequests } from './requests.ts';

/** How a request begins, up to the document in it. Spans count from the chunk's beginning. */
export interface Opening {
  /** What stands before the document: two requests that have the same there begin alike. */
  readonly before: string;
  /** The first part before the document that may change from request to request. */
  readonly varying: { readonly written: string; readonly span: Span } | undefined;
}

/**
 * How a request begins.
 *
 * @param sites system message, prompt and prefill of the request
 * @returns undefined where the whole text, or what it was cut from, is not simply put in
 */
export function openingOf(sites: readonly Site[]): Opening | undefined {
  let before = '';
  let varying: Opening['varying'];
  for (const key of ['system', 'prompt']) {
    const site = sites.find(({ path }) => path.at(-1) === key);
    if (site?.kind !== 'template') continue;
    const { parsed, placement } = site;
    if (parsed.issues.length > 0) return undefined;
    before += `\n${key}\n`;
    for (const node of parsed.nodes) {
      if (node.kind === 'output' && (isWhole(node, parsed, 'text') || isWhole(node, parsed, 'document')))
        return { before, varying };
      if (node.kind === 'text') before += node.text;
      else
        varying ??= { written: parsed.source.slice(node.span.start, node.span.end), span: placement.span(node.span) };
    }
  }
  return undefined;
}

/** Whether an output is a name itself, and not what a template calls so. */
export function isWhole({ expression }: OutputNode, { names }: ParsedTemplate, name: 'text' | 'document'): boolean {
  return (
    expression.kind === 'name' &&
    expression.name === name &&
    names.some((use) => use.name === name && use.span.start === expression.nameSpan.start)
  );
}

/** Requests to models with `layout: document-first` that do not begin with the document as the first of them does. */
export function notDocumentFirst({ requests, models }: FileRequests): readonly Problem[] {
  const asked = models.filter(({ documentFirst }) => documentFirst);
  if (asked.length === 0) return [];
  const steps = requests.flatMap(({ name, steps: all }) => all.map((step) => ({ step, name: step.name ?? name })));
  return asked.flatMap((model) => {
    const opened = steps.flatMap(({ step, name }) =>
      step.model === model.name && step.opening !== undefined ? [{ ...step.opening, span: step.span, name }] : [],
    );
    const steady = opened.find(({ varying }) => varying === undefined);
    return opened.flatMap(({ before, varying, span, name }) => {
      if (varying !== undefined) {
        const shown = varying.written.replaceAll(/\s+/g, ' ');
        const message = `\`${name}\` has \`${shown}\` before the document, which changes from request to request; with \`layout: document-first\` what stands before \`{{ text }}\` is always the same.`;
        return [problem('document-not-first', varying.span, message)];
      }
      if (steady === undefined || before === steady.before) return [];
      const message = `\`${name}\` begins otherwise than \`${steady.name}\`, so the server reads the document again for it; with \`layout: document-first\` what stands before \`{{ text }}\` is the same in all requests to \`${model.name}\`.`;
      return [problem('document-not-first', span, message)];
    });
  });
}

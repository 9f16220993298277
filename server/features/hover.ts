import { contextAt, type EnumSpec, keyAt, type Spec, type Span } from '#language';
import type { Hover } from 'vscode-languageserver-types';
import { describedEntry } from './described-entry.ts';
import { describedAnchor } from './described-anchor.ts';
import { documentationOfKey, paragraphs, studiesInWords } from './documentation.ts';
import { describedStep } from './described-step.ts';
import { type Occurrence, occurrenceAt } from './occurrences.ts';
import { rangeOf } from './range.ts';
import { resolvedInWords } from './resolved-value.ts';
import { drawnInWords, type Sample } from './sample.ts';
import { wordAt } from './template-word.ts';
import type { View } from './view.ts';

/**
 * What stands at an offset: a key, a name, a value of a key, or a word of a template.
 * @param sample a document for which it is said what is drawn
 */
export function hover(view: View, offset: number, sample?: Sample): Hover | null {
  const found = named(view, offset, sample) ?? wordAt(view, offset) ?? key(view, offset) ?? enumValue(view, offset);
  if (found === undefined) return null;
  return { contents: { kind: 'markdown', value: found.markdown }, range: rangeOf(view.lines, found.span) };
}

interface Described {
  readonly markdown: string;
  readonly span: Span;
}

function named(view: View, offset: number, sample: Sample | undefined): Described | undefined {
  const found = occurrenceAt(view, offset);
  const markdown = found && described(view, found);
  if (found === undefined || markdown === undefined) return undefined;
  const isVariable = found.kind === 'variable';
  const drawn = isVariable ? drawnInWords(view, sample, found.name, rephrasingAt(view, offset)) : '';
  return { markdown: paragraphs([markdown, drawn]), span: found.span };
}

function described(view: View, found: Occurrence): string | undefined {
  if (found.kind === 'step') return describedStep(view, found);
  if (found.kind === 'anchor') return describedAnchor(view, found);
  return describedEntry(view, found.kind, found.name);
}

/** The rephrasing in whose template an offset is. */
function rephrasingAt({ analysis }: View, offset: number): string | undefined {
  const context = contextAt(analysis, offset);
  return context.kind === 'template' ? context.site.rephrasing : undefined;
}

function key(view: View, offset: number): Described | undefined {
  const found = keyAt(view.analysis, offset);
  if (found === undefined) return undefined;
  if (found.kind !== 'key') return { markdown: found.spec.documentation, span: found.span };
  const { spec, span } = found;
  const markdown = paragraphs([
    documentationOfKey(spec),
    resolvedInWords(view, found),
    studiesInWords(spec, view.reference),
  ]);
  return { markdown, span };
}

function enumValue({ analysis }: View, offset: number): Described | undefined {
  const context = contextAt(analysis, offset);
  if (context.kind !== 'value') return undefined;
  const text = analysis.text.slice(context.span.start, context.span.end);
  for (const spec of enumsOf(context.spec.spec)) {
    const value = spec.values.find((one) => String(one.value) === text);
    if (value) return { markdown: paragraphs([`**${value.value}**`, value.documentation]), span: context.span };
  }
  return undefined;
}

/** The enumerations that a value can be one of, inside of lists too. */
function enumsOf(spec: Spec): readonly EnumSpec[] {
  switch (spec.kind) {
    case 'enum':
      return [spec];
    case 'list':
    case 'one-or-list':
    case 'or-not-published':
      return enumsOf(spec.of);
    case 'by-shape':
      return [spec.scalar, spec.list].flatMap((one) => (one ? enumsOf(one) : []));
    default:
      return [];
  }
}

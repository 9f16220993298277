import type { VariableValue } from '#language';
import { inlineCode } from './documentation.ts';
import type { View } from './view.ts';

/** One document of a strategy, to show what is drawn for it. */
export interface Sample {
  /** Which one, in words and as Markdown. */
  readonly document: string;
  /** What a rephrasing draws for it; undefined where nothing is drawn, and of names that are no variables. */
  draw(rephrasing: string, variable: string): VariableValue | undefined;
}

/** As many rephrasings as a hover has room for. */
const mostRephrasings = 8;

/**
 * What is drawn of a variable for the sample document, as Markdown; empty where nothing is.
 * @param within the rephrasing that is looked at; undefined is all that use the variable
 */
export function drawnInWords(view: View, sample: Sample | undefined, variable: string, within?: string): string {
  if (sample === undefined) return '';
  const users = within === undefined ? usersOf(view, variable) : [within];
  const drawn = users.flatMap((rephrasing) => {
    const value = sample.draw(rephrasing, variable);
    return value === undefined ? [] : [`${inlineCode(String(value))} in ${inlineCode(rephrasing)}`];
  });
  if (drawn.length === 0) return '';
  const more = drawn.length > mostRephrasings ? ` and ${drawn.length - mostRephrasings} more` : '';
  return `Drawn for ${sample.document}: ${drawn.slice(0, mostRephrasings).join(', ')}${more}.`;
}

function usersOf({ analysis }: View, variable: string): readonly string[] {
  const using = analysis.templates.filter(({ parsed }) => parsed.names.some(({ name }) => name === variable));
  return [...new Set(using.flatMap(({ rephrasing }) => rephrasing ?? []))];
}

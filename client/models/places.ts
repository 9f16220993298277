import type { DescribeResult } from '#protocol';
import { knownWeights, sizeInWords } from '../../language/known-weights.ts';
import type { EditorModel } from '../service/editor-models.ts';

/** A place where the requests of a strategy can go in a preview, as a row of a list. */
export interface Place {
  readonly group: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly target: Target;
}

export type Target =
  | { readonly kind: 'as-written' }
  | { readonly kind: 'place'; readonly where: string }
  /** Still to be typed; what was typed before, or nothing. */
  | { readonly kind: 'address'; readonly before: string };

/**
 * Everything that can be chosen for a strategy.
 * @param chosen what is chosen now; null is as written
 */
export function placesFor(
  { models }: Pick<DescribeResult, 'models'>,
  chosen: string | null,
  editor: readonly EditorModel[],
): readonly Place[] {
  const written = models.map(({ name, label }) => `${name}: ${label}`).join(', ');
  const typed = chosen !== null && isAddress(chosen) ? chosen : '';
  const places: readonly Place[] = [
    place('', 'As Written', written, 'The models that the strategy names.', { kind: 'as-written' }),
    place(
      'no model',
      'Echo',
      'mock:echo',
      'Gives the prompt back, so that nothing is asked and nothing is waited for.',
      {
        kind: 'place',
        where: 'mock:echo',
      },
    ),
    ...knownWeights.map(({ name, parameters, sizeBytes, license, goodFor }) =>
      place('on this computer', name, `${parameters}, ${sizeInWords(sizeBytes)}, ${license}`, goodFor, {
        kind: 'place',
        where: `gguf:${name}`,
      }),
    ),
    place('a server', 'Address…', typed, 'An OpenAI-compatible one; keys go only to hosts that the strategy names.', {
      kind: 'address',
      before: typed,
    }),
    ...editor.map(({ id, name, vendor, context }) =>
      place(
        'of the editor, for previews alone',
        name,
        `${vendor}, reads ${context.toLocaleString('en-US')} tokens`,
        'With the editor’s own sampling; system messages go as the user’s.',
        { kind: 'place', where: `editor:${id}` },
      ),
    ),
  ];
  return places.map((one) => (isChosen(one, chosen) ? { ...one, label: `$(check) ${one.label}` } : one));
}

/** Whether a text is an address that a request can go to; else what is wrong, in a sentence. */
export function whyNoAddress(text: string): string | null {
  if (!isAddress(text)) return 'An address begins with http:// or https://, as http://127.0.0.1:8000/v1.';
  if (!URL.canParse(text)) return 'This is not a whole address; one looks like http://127.0.0.1:8000/v1.';
  const { username, password } = new URL(text);
  return username === '' && password === '' ? null : 'Leave name and password out of the address: it is written down.';
}

/** Where requests go instead, for people; null where all go as written. */
export function modelsInWords(models: Readonly<Record<string, string>> | undefined): string | null {
  const entries = Object.entries(models ?? {});
  if (entries.length === 0) return null;
  return entries.map(([name, where]) => (name === '*' ? where : `${name}: ${where}`)).join(', ');
}

function place(group: string, label: string, description: string, detail: string, target: Target): Place {
  return { group, label, description, detail, target };
}

function isChosen({ target }: Place, chosen: string | null): boolean {
  switch (target.kind) {
    case 'as-written':
      return chosen === null;
    case 'place':
      return target.where === chosen;
    case 'address':
      return target.before !== '';
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

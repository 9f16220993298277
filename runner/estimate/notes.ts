import type { Model, Strategy } from '#language';
import type { Combined } from './combine.ts';
import { isTimed } from './paces.ts';
import type { Probed } from './probed.ts';
import type { CorpusSample } from './sample-corpus.ts';

export interface NotesOptions {
  readonly strategy: Strategy;
  readonly sample: CorpusSample;
  /** Null where no model was to be asked. */
  readonly probed: Probed | null;
  readonly combined: Combined;
  /** Models as they are this time. */
  readonly models: ReadonlyMap<string, Model>;
}

/** What an estimate stands on and what was assumed for it: one sentence each. */
export function notesOf(options: NotesOptions): readonly string[] {
  return [...ofSample(options), ...ofProbe(options), ...ofBatches(options), ...ofEnd(options), ...ofMoney(options)];
}

function ofSample({ sample, combined, strategy }: NotesOptions): readonly string[] {
  const { rows, whole, onlyHeads } = sample;
  const { limit } = strategy.seeds;
  if (whole) return [`All ${counted(rows, 'row')} were read.`];
  const notes = [`${counted(rows, 'row')} of about ${number(combined.rows.likely)} were looked at.`];
  if (sample.kept === 0) notes.push('`seeds.keep` lets none of them through, so that nothing can be said of the rest.');
  if (onlyHeads)
    notes.push('Packed files can only be read from their beginnings, which were taken to be like the rest.');
  if (limit !== null && limit < combined.documents.high)
    notes.push(`The limit takes the first ${number(limit)} documents, which were taken to be like the others.`);
  return notes;
}

function ofProbe({ probed, models, strategy, combined }: NotesOptions): readonly string[] {
  if (probed === null)
    return [
      'No model was asked: answers were taken to be 0.3 to 2 times as long as their passages, at most `max_tokens`, and speeds were guessed from `parameters`; both may be far off.',
    ];
  const notes: string[] = [];
  if (probed.trouble !== null) notes.push(`The models could not be asked: ${probed.trouble}`);
  if (probed.requests > 0) {
    const price = probed.dollars > 0 ? `, for $${probed.dollars.toFixed(4)}` : '';
    notes.push(`${counted(probed.requests, 'request')} took ${probed.seconds.toFixed(1)} s${price}.`);
  }
  const guessed = combined.byRephrasing.filter(({ measured }) => !measured).map(({ name }) => name);
  if (guessed.length > 0)
    notes.push(
      `Nothing was finished of ${guessed.join(', ')}: answers were taken to be 0.3 to 2 times as long as their passages.`,
    );
  const untimed = [...models.keys()].filter((name) => isAsked(strategy, name) && !isTimed(probed, name));
  if (untimed.length > 0) notes.push(`The speed of ${untimed.join(', ')} was guessed from \`parameters\`.`);
  return notes;
}

function ofBatches({ strategy, models }: NotesOptions): readonly string[] {
  const names = [...models]
    .filter(([name, model]) => isAsked(strategy, name) && 'batch' in model)
    .map(([name]) => name);
  if (names.length === 0) return [];
  return [`A service may take a day for batches of ${names.join(', ')}; the time is that of single requests.`];
}

function ofEnd({ combined, strategy }: NotesOptions): readonly string[] {
  const { tokens } = strategy.mix;
  if (tokens === null) return [];
  if (combined.wanted < 1)
    return [`About ${Math.round(100 * combined.wanted)} % of the documents are enough for \`mix.tokens\`.`];
  return ['All documents together may give less than `mix.tokens` asks for.'];
}

function ofMoney({ strategy, models, combined }: NotesOptions): readonly string[] {
  const { budget } = strategy;
  const { dollars, input, output } = combined.costs;
  const notes: string[] = [];
  const free = [...models].filter(([name, { kind, price }]) => isAsked(strategy, name) && kind === 'http' && !price);
  if (free.length > 0)
    notes.push(`Requests to ${free.map(([name]) => name).join(', ')} count as $0: no \`price\` is said.`);
  if (budget.dollars !== null && dollars.likely > budget.dollars)
    notes.push(`budget.dollars, $${budget.dollars}, will probably end the run before it is through.`);
  if (budget.tokens !== null && input.likely + output.likely > budget.tokens)
    notes.push(`budget.tokens, ${number(budget.tokens)}, will probably end the run before it is through.`);
  return notes;
}

function isAsked({ rephrasings }: Strategy, model: string): boolean {
  return rephrasings.some(({ steps }) => steps.some((step) => step.model === model));
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function counted(count: number, what: string): string {
  return `${number(count)} ${count === 1 ? what : `${what}s`}`;
}

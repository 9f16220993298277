import {
  countTokens,
  createPool,
  isSeed,
  mostEpochs,
  naturalGoal,
  type NaturalDocument,
  naturalPlace,
  type NaturalRecord,
  naturalRecord,
  naturalStyle,
  type Plan,
  type PoolDraw,
  unmetFloors,
} from '#engine';
import type { Mix } from '#language';
import { type Counts, type LastStep, type Mixture, type Part, readRows, type Source, start } from '#store';
import { badRows, counted, percent } from './last-step-words.ts';

export interface MixtureOptions {
  readonly plan: Plan;
  /** Of the synthetic part as it is now. */
  readonly counts: Readonly<Counts>;
  readonly lastStep: LastStep;
  readonly pool: NaturalPool;
  /** The time that natural rows say. */
  readonly created: string;
  readonly signal: AbortSignal;
}

/** Where natural documents come from. */
interface NaturalPool {
  readonly sources: readonly Source[];
  /** Whether only documents are meant that `seeds.keep` lets through. */
  readonly seedsOnly: boolean;
}

/**
 * Adds natural documents in the order of a seeded hash of file and row, until they have their share of the mixture's tokens,
 * all tokens estimated. The pool is read once to count it and once more to put what is taken in order, by way of the disk;
 * in memory are one group of documents (about 40 MB of text) and one part of the output.
 */
export async function makeMixture(
  options: MixtureOptions,
): Promise<{ readonly mixture: Mixture; readonly natural: readonly Part[] }> {
  const { plan, counts, lastStep } = options;
  const { mix } = plan.strategy;
  const goal = naturalGoal(mix, counts.text_tokens);
  const { draw, notes } = await countPool(options, goal);
  const added = { records: 0, tokens: 0 };

  async function* counting(): AsyncGenerator<NaturalRecord> {
    for await (const { record, tokens } of naturalRecords(options, draw, goal)) {
      added.records++;
      added.tokens += tokens;
      yield record;
    }
  }

  const natural = await lastStep.writeNatural(counting());
  const tokensByStyle = tokensOf(plan, counts, added.tokens);
  const all = counts.text_tokens + added.tokens;
  const mixture = {
    natural_records: added.records,
    natural_tokens: added.tokens,
    natural_share: all === 0 ? 0 : added.tokens / all,
    epochs: draw.epochs,
    tokens_by_style: tokensByStyle,
  };
  return { mixture: { ...mixture, notes: [...notes, ...notesOf(mix, mixture, goal)] }, natural };
}

/** Reads the pool once, where natural documents are wanted at all. */
async function countPool(
  options: MixtureOptions,
  goal: number,
): Promise<{ readonly draw: PoolDraw; readonly notes: readonly string[] }> {
  const counting = createPool();
  const bad = badRows('mix.from');
  if (goal > 0) {
    for await (const { place, tokens } of poolDocuments(options, bad.add)) {
      counting.add(place, tokens);
    }
  }
  return { draw: counting.draw(goal), notes: bad.notes() };
}

interface PoolDocument {
  readonly document: NaturalDocument;
  readonly tokens: number;
  readonly place: number;
}

/** Every document of the pool that has text. */
async function* poolDocuments(
  { plan, pool, signal }: MixtureOptions,
  onBad: (message: string) => void = () => undefined,
): AsyncGenerator<PoolDocument> {
  for (const source of pool.sources) {
    for await (const row of readRows(source, start, signal)) {
      if (row.kind === 'bad') {
        // Of the seeds the run has told it already.
        if (!pool.seedsOnly) onBad(row.bad.message);
        continue;
      }
      const { id, text, file, row: number } = row.document;
      const tokens = countTokens(text);
      if (tokens === 0 || text.trim() === '' || (pool.seedsOnly && !isSeed(plan, row.document))) continue;
      const document = { id, text, file, row: number };
      yield { document, tokens, place: naturalPlace(plan.strategy.seed, document) };
    }
  }
}

async function* naturalRecords(
  options: MixtureOptions,
  draw: PoolDraw,
  goal: number,
): AsyncGenerator<{ readonly record: NaturalRecord; readonly tokens: number }> {
  if (draw.epochs === 0) return;
  const { plan, lastStep, created, signal } = options;
  const spool = await lastStep.spool<PoolDocument>();
  for await (const one of poolDocuments(options)) {
    const group = draw.groupOf(one.place);
    if (group !== null) await spool.add(group, one);
  }
  for (let epoch = 1; epoch <= draw.epochs; epoch++) {
    // Where the pool is repeated, every epoch is whole.
    let missing = draw.epochs > 1 ? Number.POSITIVE_INFINITY : goal;
    for (let group = 0; group < draw.groups; group++) {
      const inOrder = (await spool.read(group)).toSorted((left, right) => left.place - right.place);
      for (const { document, tokens } of inOrder) {
        if (missing <= 0) break;
        signal.throwIfAborted();
        missing -= tokens;
        yield { record: naturalRecord(plan, document, epoch, created), tokens };
      }
    }
  }
  await spool.close();
}

function tokensOf({ strategy }: Plan, counts: Readonly<Counts>, naturalTokens: number): Record<string, number> {
  const tokens: Record<string, number> = {};
  for (const { name, style } of strategy.rephrasings) {
    const key = style ?? '';
    tokens[key] = (tokens[key] ?? 0) + (counts.by_rephrasing[name]?.text_tokens ?? 0);
  }
  if (naturalTokens > 0) tokens[naturalStyle] = (tokens[naturalStyle] ?? 0) + naturalTokens;
  return tokens;
}

/** What is not as `mix` asks for it. */
function notesOf(mix: Mix, mixture: Omit<Mixture, 'notes'>, goal: number): readonly string[] {
  const { natural_tokens: natural, natural_share: share, epochs, tokens_by_style: byStyle } = mixture;
  const notes: string[] = [];
  const asked = `where mix.natural asks for ${percent(mix.natural ?? 0)}`;
  if (natural < goal) {
    const pool =
      epochs === 0
        ? 'There are none'
        : `All of them, repeated in ${mostEpochs} epochs, are ${counted(natural, 'token')}`;
    notes.push(`The natural documents are too few. ${pool}, ${percent(share)} of the mixture, ${asked}.`);
  } else if (epochs > 1) {
    notes.push(
      `The natural documents are repeated in ${epochs} whole epochs and are ${percent(share)} of the mixture, ${asked}.`,
    );
  }
  const all = Object.values(byStyle).reduce((sum, tokens) => sum + tokens, 0);
  if (mix.tokens !== null && all < mix.tokens) {
    notes.push(
      `The mixture has ${counted(all, 'token')} of the ${mix.tokens.toLocaleString('en-US')} that mix.tokens asks for.`,
    );
  }
  for (const floor of unmetFloors(mix.styles, byStyle)) {
    notes.push(
      `The style ${floor.style} has ${percent(floor.share)} of the mixture's tokens, where mix.styles asks for ${percent(floor.wanted)} at least.`,
    );
  }
  return notes;
}

import { syntheticGoal, type Plan } from '#engine';
import type { Interval } from '#store';
import { type Amounts, type Line, scaled } from './amounts.ts';
import { type Costs, costsOf, type ModelTerms, type Pace } from './costs.ts';
import { guessedLine, type LineModel, measuredLine, type Regressed, regressed, type Sums } from './line-model.ts';
import { totals, totalsOfOthers } from './population.ts';
import type { Probed, ProbedPiece } from './probed.ts';
import type { CorpusSample } from './sample-corpus.ts';
import { columnOf } from './sizes.ts';
import { type Fit, fitted, intervalOf, type Random, resampled } from './statistics.ts';

export interface CombineOptions {
  readonly plan: Plan;
  readonly sample: CorpusSample;
  readonly probed: Probed;
  readonly models: readonly ModelTerms[];
  /** How fast a model is: as likely as not, and as another probe might have found it. */
  readonly paceOf: (model: string, random: Random | null, luck: number) => Pace;
  readonly random: Random;
}

/** What a run comes to, with how far off that may be. */
export interface Combined {
  readonly rows: Interval;
  readonly documents: Interval;
  readonly costs: Readonly<Record<keyof Costs, Interval>>;
  readonly byRephrasing: readonly RephrasingShare[];
  /** Of the documents, the share that is wanted until `mix.tokens` is reached; 1 where all are. */
  readonly wanted: number;
}

export interface RephrasingShare {
  readonly name: string;
  readonly amounts: Amounts;
  readonly dollars: number;
  /** Seconds that it would take alone. */
  readonly seconds: number;
  /** Whether requests were asked for it, or its numbers are guesses. */
  readonly measured: boolean;
}

/** Other samples that are drawn. */
const draws = 400;

/** What a run needs to begin and to end, about. */
const ownSeconds = 1;

/** Puts the sample of documents and the probe of models together, once as they are and often as they might have been. */
export function combine(options: CombineOptions): Combined {
  const { sample, random, models, paceOf } = options;
  const lines = lineModels(options);
  const end = endOf(options);
  const likelySums = totals(sample.strata);
  const likelyShare = end.likely(likelySums);
  const amounts = lines.map(({ line, model }) => ({
    line,
    amounts: scaled(model.likely(likelySums), likelyShare.all),
  }));
  const likely = costsOf(amounts, models, (model) => paceOf(model, null, 0.5), ownSeconds);

  const others: (Costs & { readonly rows: number; readonly documents: number })[] = [];
  const otherTotals = totalsOfOthers(sample.strata);
  for (let draw = 0; draw < draws; draw++) {
    const sums = { likely: likelySums, other: otherTotals(random) };
    const luck = random();
    const share = end.other(sums, random);
    const other = lines.map(({ line, model }) => ({
      line,
      amounts: scaled(model.other(sums, random, luck), share.all),
    }));
    const paces = new Map(models.map(({ name }) => [name, paceOf(name, random, random())]));
    const costs = costsOf(
      other,
      models,
      (model) => paces.get(model) ?? paceOf(model, null, 0.5),
      2 * ownSeconds * random(),
    );
    others.push({ ...costs, rows: at(sums.other, 'rows'), documents: share.all * at(sums.other, 'documents') });
  }

  const interval = (value: number, key: keyof (typeof others)[number]): Interval =>
    intervalOf(
      value,
      others.map((other) => other[key]),
    );
  return {
    rows: interval(at(likelySums, 'rows'), 'rows'),
    documents: interval(likelyShare.all * at(likelySums, 'documents'), 'documents'),
    costs: {
      requests: interval(likely.requests, 'requests'),
      input: interval(likely.input, 'input'),
      output: interval(likely.output, 'output'),
      dollars: interval(likely.dollars, 'dollars'),
      seconds: interval(likely.seconds, 'seconds'),
    },
    byRephrasing: shares(options, amounts, (rephrasing) => piecesOf(options.probed, rephrasing).length > 0),
    wanted: likelyShare.wanted,
  };
}

function at(sums: Sums, column: keyof typeof columnOf): number {
  return sums[columnOf[column]] ?? 0;
}

function piecesOf({ pieces }: Probed, rephrasing: string): readonly ProbedPiece[] {
  return pieces.filter((piece) => piece.rephrasing === rephrasing);
}

function lineModels({ plan, sample, probed }: CombineOptions): readonly { line: Line; model: LineModel }[] {
  const { columns } = sample;
  return columns.lines.map((line, index) => {
    const pieces = piecesOf(probed, line.rephrasing);
    if (pieces.length === 0) return { line, model: guessedLine(columns, index) };
    const planned = plan.rephrasings.find(({ rephrasing }) => rephrasing.name === line.rephrasing)?.rephrasing;
    const isOneRequest = planned?.steps.length === 1 && planned.retries === 0;
    return { line, model: measuredLine(columns, line, pieces, isOneRequest ? promptsOf(line.model, probed) : null) };
  });
}

/** How a model counts prompts: as its server does, as we do where it does not count, else as its answers show. */
function promptsOf(model: string, { counted, counting }: Probed): Fit | null {
  const byServer = counted.get(model) ?? [];
  if (byServer.length > 0) return fitted(byServer.map(({ ours, theirs }) => ({ first: 1, second: ours, y: theirs })));
  return counting.has(model) ? null : { a: 0, b: 1 };
}

/** Where a run ends before its documents do: at `seeds.limit`, or when the synthetic part is large enough. */
interface End {
  likely(sums: Sums): EndShare;
  other(sums: { readonly likely: Sums; readonly other: Sums }, random: Random): EndShare;
}

interface EndShare {
  /** Of all documents, those that are done. */
  readonly all: number;
  /** Of those within the limit. */
  readonly wanted: number;
}

function endOf({ plan, sample, probed }: CombineOptions): End {
  const { columns } = sample;
  const { seeds, mix } = plan.strategy;
  const goal = syntheticGoal(mix);
  const texts = plan.rephrasings.map(({ rephrasing: { name } }) => {
    const pieces = piecesOf(probed, name);
    return { pieces, text: pieces.length === 0 ? null : regressed(columns, name, pieces, ({ text }) => text), name };
  });

  function shareOf(sums: Sums, textOf: (text: Regressed, pieces: readonly ProbedPiece[]) => number): EndShare {
    const documents = at(sums, 'documents');
    const within = seeds.limit === null || documents <= seeds.limit ? 1 : seeds.limit / documents;
    if (goal === null) return { all: within, wanted: 1 };
    const made = texts.reduce(
      (sum, { text, pieces, name }) => sum + (text === null ? guessedText(sums, name) : textOf(text, pieces)),
      0,
    );
    const wanted = Math.min(1, goal / Math.max(1, made * within));
    return { all: within * wanted, wanted };
  }

  /** Where nothing was asked, all that models say is taken to be kept. */
  function guessedText(sums: Sums, rephrasing: string): number {
    return columns.lines.reduce(
      (sum, line, index) =>
        sum + (line.rephrasing === rephrasing ? (sums[columns.guess(index, 'likely') + 2] ?? 0) : 0),
      0,
    );
  }

  return {
    likely: (sums) => shareOf(sums, (text) => text.likely(sums)),
    other: (sums, random) =>
      shareOf(sums.other, (text, pieces) => text.other(sums, resampled(pieces, random), 2 * random() - 1)),
  };
}

function shares(
  { plan, models, paceOf }: CombineOptions,
  lines: readonly { readonly line: Line; readonly amounts: Amounts }[],
  isMeasured: (rephrasing: string) => boolean,
): readonly RephrasingShare[] {
  return plan.rephrasings.map(({ rephrasing: { name } }) => {
    const own = lines.filter(({ line }) => line.rephrasing === name);
    const { dollars, seconds, ...amounts } = costsOf(own, models, (model) => paceOf(model, null, 0.5), 0);
    return { name, amounts, dollars, seconds, measured: isMeasured(name) };
  });
}

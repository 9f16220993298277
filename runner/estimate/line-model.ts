import type { Amounts } from './amounts.ts';
import { between } from './guess.ts';
import type { ProbedPiece } from './probed.ts';
import type { Columns } from './sizes.ts';
import { type Fit, fitted, normal, type Random, resampled, stretch } from './statistics.ts';

/** Totals of a corpus, as {@link Columns} has them. */
export type Sums = Float64Array;

/** The totals that a sample gives, and those that another sample might have given. */
export interface TwoSums {
  readonly likely: Sums;
  readonly other: Sums;
}

/** What a line (a rephrasing’s requests to a model) comes to in a corpus. */
export interface LineModel {
  likely(sums: Sums): Amounts;
  /** What another sample and another probe might have said. */
  other(sums: TwoSums, random: Random, luck: number): Amounts;
}

/** Without a probe: what the strategy allows. `luck` in [0, 1) is the same for all lines, since they err together. */
export function guessedLine(columns: Columns, index: number): LineModel {
  const amountsAt = (sums: Sums, luck: number): Amounts => {
    const value = (offset: number): number => {
      const at = (level: 'low' | 'likely' | 'high'): number => sums[columns.guess(index, level) + offset] ?? 0;
      return between({ low: at('low'), likely: at('likely'), high: at('high') }, luck);
    };
    return { requests: value(0), input: value(1), output: value(2) };
  };
  return {
    likely: (sums) => amountsAt(sums, 0.5),
    other: ({ other }, _random, luck) => amountsAt(other, luck),
  };
}

/**
 * From pieces that were done.
 * @param prompts how the tokens of prompts follow from passages and our own count, where that is known apart from them
 */
export function measuredLine(
  columns: Columns,
  { rephrasing, model }: { readonly rephrasing: string; readonly model: string },
  pieces: readonly ProbedPiece[],
  prompts: Fit | null,
): LineModel {
  const regress = (quantity: keyof Amounts): Regressed =>
    regressed(columns, rephrasing, pieces, ({ amounts }) => amounts.get(model)?.[quantity] ?? 0);
  const models = { requests: regress('requests'), input: regress('input'), output: regress('output') };
  const inputOf = (sums: Sums): number | null =>
    prompts === null ? null : valueOf(columns, rephrasing, prompts, sums);
  return {
    likely: (sums) => ({
      requests: models.requests.likely(sums),
      input: inputOf(sums) ?? models.input.likely(sums),
      output: models.output.likely(sums),
    }),
    other(sums, random) {
      // The same pieces for all quantities: what asks more is also answered more.
      const again = resampled(pieces, random);
      const chance = normal(random);
      return {
        requests: models.requests.other(sums, again, chance),
        input: inputOf(sums.other) ?? models.input.other(sums, again, chance),
        output: models.output.other(sums, again, chance),
      };
    },
  };
}

/** One quantity of a rephrasing’s pieces, over a corpus. */
export interface Regressed {
  likely(sums: Sums): number;
  /** @param again the pieces of another probe; `chance`, of the normal distribution, is what counts where they are few */
  other(sums: TwoSums, again: readonly ProbedPiece[], chance: number): number;
}

/** Pieces from which on their own spread tells how far off they may be. */
const enoughForSpread = 3;
/** The spread where there are fewer: a factor’s logarithm. */
const fewSpread = 0.5;

/**
 * A quantity as a · passages + b · prompt tokens, fitted over pieces that were done and applied to the totals of a corpus
 * (the regression estimator of double sampling: Cochran, Sampling Techniques, chapter 12). How far off it may be is the sum of
 * two deviations: that of the sample with the fit as it is, and that of the fit with the sample as it is.
 */
export function regressed(
  columns: Columns,
  rephrasing: string,
  pieces: readonly ProbedPiece[],
  quantity: (piece: ProbedPiece) => number,
): Regressed {
  const fitOf = (some: readonly ProbedPiece[]): Fit =>
    fitted(some.map((piece) => ({ first: piece.passages, second: piece.prompt, y: quantity(piece) })));
  const fit = fitOf(pieces);
  const at = (found: Fit, sums: Sums): number => valueOf(columns, rephrasing, found, sums);
  return {
    likely: (sums) => at(fit, sums),
    other(sums, again, chance) {
      const likely = at(fit, sums.likely);
      const bySample = at(fit, sums.other) - likely;
      const all = Math.max(sums.likely[columns.pieces(rephrasing)] ?? 0, pieces.length);
      const unseen = Math.sqrt(1 - pieces.length / all);
      if (pieces.length < enoughForSpread)
        return Math.max(0, likely * Math.exp(fewSpread * unseen * chance) + bySample);
      const wider = unseen * stretch(pieces.length, fit.b === 0 ? 1 : 2);
      return Math.max(0, likely + bySample + wider * (at(fitOf(again), sums.likely) - likely));
    },
  };
}

function valueOf(columns: Columns, rephrasing: string, { a, b }: Fit, sums: Sums): number {
  const passages = sums[columns.passages(rephrasing)] ?? 0;
  return Math.max(0, a * passages + b * (sums[columns.prompt(rephrasing)] ?? 0));
}

import { normal, type Random, stretch } from './statistics.ts';

/**
 * Rows that follow each other, or a file that is one document. `size` is what the total is known of: bytes, or files.
 * `sums` are of its documents, in an order that all blocks have in common.
 */
export interface Block {
  /** Where it lies in its stratum: neighbours tend to be alike. */
  readonly position: number;
  readonly size: number;
  readonly sums: Float64Array;
}

/** Sources that are sampled together, since their sizes are of one kind. */
export interface Stratum {
  /** Of all that is in it. */
  readonly size: number;
  readonly blocks: readonly Block[];
  /** Whether the blocks are all there is. */
  readonly whole: boolean;
  /** How far off, as a factor’s logarithm, its size in blocks may be, where that can only be told roughly. */
  readonly spread?: number;
}

/**
 * The totals of a population: in every stratum its size times the ratio of sums to sizes (the ratio estimator: what a document
 * costs grows with its bytes, so that it varies far less per byte than per document).
 */
export function totals(strata: readonly Stratum[]): Float64Array {
  return sum(strata.map(totalOf));
}

/** How far off, as a factor’s logarithm, a total may be that a single block stands for. */
const oneBlockSpread = 0.5;

/**
 * What totals other samples of the same kind would give, one at every call. The blocks lie evenly over a stratum, so that its
 * trend from end to end is no error: only how neighbours differ tells how far off it may be (the estimator of successive
 * differences: Wolter, Introduction to Variance Estimation, section 8.2). Each difference gets a normal multiplier; deviations are
 * stretched for the number of blocks, and shrunk by the root of the share that was not looked at.
 */
export function totalsOfOthers(strata: readonly Stratum[]): (random: Random) => Float64Array {
  const others = strata.map(othersOf);
  return (random) => sum(others.map((other) => other(random)));
}

function othersOf(stratum: Stratum): (random: Random) => Float64Array {
  const { blocks, size, whole, spread = 0 } = stratum;
  const likely = totalOf(stratum);
  if (whole || blocks.length === 0) return () => likely;
  if (blocks.length === 1) return (random) => likely.map((value) => value * Math.exp(oneBlockSpread * normal(random)));
  const seen = blocks.reduce((total, block) => total + block.size, 0);
  const differences = successiveDifferences(stratum, seen);
  // Neighbouring differences share a block: they know as much as two thirds of so many that do not.
  const factor = Math.sqrt(Math.max(0, 1 - seen / size)) * stretch(1 + (2 / 3) * differences.length);
  return (random) => {
    const other = Float64Array.from(likely);
    for (const difference of differences) {
      const chance = factor * normal(random);
      for (const [index, value] of difference.entries()) other[index] = (other[index] ?? 0) + chance * value;
    }
    const rough = Math.exp(spread * normal(random));
    return other.map((value) => Math.max(0, rough * value));
  };
}

/** How the residuals of neighbours differ, in units of the total, each scaled so that their squares add up to its variance. */
function successiveDifferences(stratum: Stratum, seen: number): readonly Float64Array[] {
  const { blocks, size } = stratum;
  const ratios = totalOf(stratum).map((value) => value / size);
  const residuals = blocks
    .toSorted((left, right) => left.position - right.position)
    .map((block) => block.sums.map((value, index) => value - (ratios[index] ?? 0) * block.size));
  const scale = size / seen / Math.SQRT2;
  return residuals
    .slice(1)
    .map((residual, at) => residual.map((value, index) => scale * (value - (residuals[at]?.[index] ?? 0))));
}

function totalOf({ size, blocks, whole }: Stratum): Float64Array {
  const seen = blocks.reduce((total, block) => total + block.size, 0);
  const sums = sum(blocks.map((block) => block.sums));
  return whole || seen === 0 ? sums : sums.map((value) => (value * size) / seen);
}

function sum(all: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(all[0]?.length ?? 0);
  for (const one of all) for (const [index, value] of one.entries()) total[index] = (total[index] ?? 0) + value;
  return total;
}

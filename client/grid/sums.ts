import { columnOf, type Grid, type GridColumn, type GridOutput } from './grid.ts';

/** What came of a column, or of all. */
export interface Sums {
  readonly outputs: number;
  readonly kept: number;
  /** Null where no output has any. */
  readonly meanOutputTokens: number | null;
  /** Null where the price, or what it is of, is not known. */
  readonly dollars: number | null;
}

/** Of the outputs of one column, those of rejects as well: they were paid for. */
export function sumsOf(grid: Grid, column: number): Sums {
  const outputs = grid.cells.flatMap(({ state }, cell) =>
    cell % grid.columns.length === column && state.kind === 'finished' ? state.outputs : [],
  );
  const written = outputs.flatMap((output) => writtenTokens(output) ?? []);
  return {
    outputs: outputs.length,
    kept: outputs.filter(({ kept }) => kept).length,
    meanOutputTokens: written.length === 0 ? null : sum(written) / written.length,
    dollars: outputs.length === 0 ? null : dollarsOf(outputs, columnOf(grid, column)),
  };
}

/** As the model counts, or else as the measure does. */
function writtenTokens({ outputTokens, measures }: GridOutput): number | null {
  const measured = measures['tokens'];
  return outputTokens ?? (typeof measured === 'number' ? measured : null);
}

/** Null where one of them has no known cost. */
export function dollarsOf(outputs: readonly GridOutput[], { price }: GridColumn): number | null {
  if (price === null) return null;
  let dollars = 0;
  for (const { inputTokens, outputTokens } of outputs) {
    if (inputTokens === null || outputTokens === null) return null;
    dollars += (inputTokens * price.input + outputTokens * price.output) / 1e6;
  }
  return dollars;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

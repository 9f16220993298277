/** Dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** A choice of model: every rephrasing asks its own, or all requests go elsewhere. */
export interface GridModel {
  /** For people. */
  readonly label: string;
  /** As `--model` has it, of all models; null where the strategy's own are asked. */
  readonly where: string | null;
}

export interface GridColumn {
  /** Place among the grid's models. */
  readonly model: number;
  readonly rephrasing: string;
  /** Who is asked, so that none is asked too much at once. */
  readonly asks: readonly string[];
  /** Null where it is not known, or differs from step to step. */
  readonly price: Price | null;
}

/** A document of the sample. */
export interface GridRow {
  /** Null until it was read. */
  readonly document: { readonly id: string; readonly text: string | null } | null;
  /** The sample ends before it. */
  readonly absent: boolean;
}

/** One thing that was made of a document, kept or not. */
export interface GridOutput {
  readonly kept: boolean;
  readonly text: string;
  /** Why it was rejected, in one sentence; null where it was kept. */
  readonly why: string | null;
  /** The gate that rejects, as written, and its line from 1. */
  readonly gate: string | null;
  readonly line: number | null;
  readonly chunk: number | null;
  readonly measures: Readonly<Record<string, unknown>>;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** How many findings there are of each kind. */
  readonly findings: Readonly<Record<string, number>>;
}

export type CellState =
  | { readonly kind: 'waiting' }
  /** `waiting` says for what, and is null while text comes. */
  | { readonly kind: 'running'; readonly waiting: string | null; readonly text: string }
  | {
      readonly kind: 'finished';
      readonly outputs: readonly GridOutput[];
      /** Why there is none. */
      readonly note: string | null;
      readonly seconds: number;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly text: string }
  /** Cancelled, or ended with the window. */
  | { readonly kind: 'stopped'; readonly why: string; readonly text: string };

/** What a cell held before it was asked for again with other seeds. */
export interface EarlierDraw {
  readonly again: number;
  readonly outputs: readonly GridOutput[];
}

export interface GridCell {
  readonly state: CellState;
  readonly earlier: readonly EarlierDraw[];
}

/** One output of the grid. */
export interface OutputPlace {
  readonly cell: number;
  readonly again: number;
  readonly output: number;
}

/** Of what was made of a document by one rephrasing, the two that have least in common. */
export interface GridPair {
  readonly row: number;
  readonly rephrasing: string;
  readonly left: OutputPlace;
  readonly right: OutputPlace;
  /** From 0, nothing in common, to 1. */
  readonly similarity: number;
}

/** Rephrasings × models × documents, as far as it has come. Values: every step gives a new one. */
export interface Grid {
  readonly version: 1;
  readonly strategy: { readonly name: string; readonly uri: string };
  readonly models: readonly GridModel[];
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  /** Row by row. */
  readonly cells: readonly GridCell[];
  /** How often the same was asked for again. */
  readonly again: number;
  readonly pairs: readonly GridPair[];
}

/** More cells than anybody reads. */
export const mostCells = 200;

/** Earlier draws that are kept to be compared. */
export const keptDraws = 4;

export interface GridPlan {
  readonly strategy: Grid['strategy'];
  readonly models: readonly GridModel[];
  readonly columns: readonly GridColumn[];
  readonly samples: number;
}

export function emptyGrid({ strategy, models, columns, samples }: GridPlan): Grid {
  return {
    version: 1,
    strategy,
    models,
    columns,
    rows: Array.from({ length: samples }, () => ({ document: null, absent: false })),
    cells: Array.from({ length: samples * columns.length }, () => ({ state: { kind: 'waiting' }, earlier: [] })),
    again: 0,
    pairs: [],
  };
}

export function rowOf(grid: Grid, cell: number): number {
  return Math.floor(cell / grid.columns.length);
}

/** @throws RangeError where the grid has no such cell */
export function columnOf(grid: Grid, cell: number): GridColumn {
  const column = grid.columns[cell % grid.columns.length];
  if (!column || cell >= grid.cells.length) throw new RangeError(`The grid has no cell ${cell}.`);
  return column;
}

export function isRunning({ cells }: Grid): boolean {
  return cells.some(({ state }) => state.kind === 'waiting' || state.kind === 'running');
}

/** The output at a place; undefined where it is not there any more. */
export function outputAt({ cells, again }: Grid, place: OutputPlace): GridOutput | undefined {
  const cell = cells[place.cell];
  if (place.again !== again) return cell?.earlier.find((one) => one.again === place.again)?.outputs[place.output];
  return cell?.state.kind === 'finished' ? cell.state.outputs[place.output] : undefined;
}

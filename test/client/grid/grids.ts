import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import { emptyGrid, type Grid, type GridPlan } from '../../../client/grid/grid.ts';
import { finishedCell } from '../../../client/grid/steps.ts';

const price = { input: 1, output: 10 };

/** Two documents × two rephrasings × two models; only the first model has a price. */
export const plan: GridPlan = {
  strategy: { name: 'wrap', uri: 'file:///wrap.strategy.yaml' },
  models: [
    { label: 'as written', where: null },
    { label: 'mock:echo', where: 'mock:echo' },
  ],
  columns: [
    { model: 0, rephrasing: 'qa', asks: ['big'], price },
    { model: 0, rephrasing: 'brief', asks: ['big'], price },
    { model: 1, rephrasing: 'qa', asks: ['mock:echo'], price: null },
    { model: 1, rephrasing: 'brief', asks: ['mock:echo'], price: null },
  ],
  samples: 2,
};

export const grid: Grid = emptyGrid(plan);

const common = { messages: [], raw: null, cleaned: null, findings: [], chunk: null, steps: [] };

export function kept(text: string, tokens: readonly [number, number] = [100, 20]): PreviewedRephrasing {
  const [read, written] = tokens;
  const record = { text, input_tokens: read, output_tokens: written, measures: { numbers_kept: 1, ratio: 0.51234 } };
  return { ...common, rephrasing: 'qa', record, reject: null };
}

export function rejected(text: string): PreviewedRephrasing {
  const finding = { kind: 'number-invented', message: '4 is invented.', output: null, source: null } as const;
  return {
    ...common,
    rephrasing: 'qa',
    findings: [finding, finding],
    record: null,
    reject: {
      reason: 'gate',
      message: '`numbers_invented == 0` failed: it is 2.',
      gate: 'numbers_invented == 0',
      line: 31,
      text,
      input_tokens: 100,
      output_tokens: 40,
      measures: { numbers_invented: 2 },
    },
  };
}

export function documentOf(results: readonly PreviewedRephrasing[], id = 'tide.md'): PreviewedDocument {
  return { id, file: id, text: 'The tide goes out\ntwice a day.', skipped: null, results };
}

export function filled(from: Grid, cell: number, ...results: readonly PreviewedRephrasing[]): Grid {
  return finishedCell(from, cell, documentOf(results), 1.25);
}

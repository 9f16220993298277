import { describe, expect, test } from 'vitest';
import { progressedPreview, startedPreview } from '../../../client/preview/state.ts';
import { emptyGrid, type Grid, isRunning, outputAt } from '../../../client/grid/grid.ts';
import {
  begunAgain,
  begunAnew,
  failedCell,
  finishedCell,
  progressedCell,
  stoppedGrid,
} from '../../../client/grid/steps.ts';
import { keptGrid, restoredGrid } from '../../../client/grid/restore.ts';
import { documentOf, filled, grid, kept, plan, rejected } from './grids.ts';

const preview = startedPreview('wrap', 'tide.md', ['qa']);
const told = { token: 't', rephrasing: 'qa', piece: 0, text: '' };

function kinds({ cells }: Grid): readonly string[] {
  return cells.map(({ state }) => state.kind);
}

test('a grid begins with cells that wait, row by row', () => {
  expect(kinds(grid)).toEqual(Array.from({ length: 8 }, () => 'waiting'));
  expect(isRunning(grid)).toBe(true);
});

test('a cell says what it waits for, and streams its text', () => {
  const loading = progressedPreview(preview, { ...told, state: 'loading 37 %' });
  const writing = progressedPreview(loading, { ...told, state: null, text: 'Q: Wh' });
  const first = progressedCell(grid, 2, loading);
  expect(first.cells[2]?.state).toEqual({ kind: 'running', waiting: 'loading 37 %', text: '' });
  expect(progressedCell(first, 2, writing).cells[2]?.state).toEqual({ kind: 'running', waiting: null, text: 'Q: Wh' });
  expect(kinds(first).filter((kind) => kind === 'running')).toHaveLength(1);
});

test('what comes late changes nothing', () => {
  const ended = filled(grid, 0, kept('One.'));
  expect(progressedCell(ended, 0, preview)).toBe(ended);
});

test('a record and a reject are kept with what they cost and why', () => {
  const { cells, rows } = filled(grid, 1, kept('One.'), rejected('4 tides.'));
  expect(cells[1]?.state).toMatchObject({
    kind: 'finished',
    note: null,
    seconds: 1.25,
    outputs: [
      { kept: true, text: 'One.', why: null, inputTokens: 100, outputTokens: 20, measures: { numbers_kept: 1 } },
      { kept: false, text: '4 tides.', gate: 'numbers_invented == 0', line: 31, outputTokens: 40 },
    ],
  });
  expect(cells[1]?.state).toMatchObject({ outputs: [{ findings: {} }, { findings: { 'number-invented': 2 } }] });
  expect(rows[0]?.document).toEqual({ id: 'tide.md', text: 'The tide goes out\ntwice a day.' });
});

describe('a cell without output says why', () => {
  const skipped = { expression: 'words >= 50', line: 7, value: false };
  test.each([
    [{ ...documentOf([]), skipped }, '`words >= 50` in line 7'],
    [{ ...documentOf([]), withoutPassage: ['qa'] }, 'too short'],
    [documentOf([]), '`when`'],
  ])('%#', (document, words) => {
    const { state } = finishedCell(grid, 0, document, 1).cells[0] ?? {};
    expect(state).toMatchObject({ outputs: [], note: expect.stringContaining(words) });
  });
});

test('a sample that ends early leaves its row out', () => {
  const ended = finishedCell(grid, 4, null, 1);
  expect(ended.rows.map(({ absent }) => absent)).toEqual([false, true]);
});

test('a model that fails is not asked again by the cells that wait for it, and others go on', () => {
  const running = progressedCell(progressedCell(filled(grid, 1, kept('One.')), 2), 4);
  const failed = failedCell(running, 0, 'Nobody answers at 127.0.0.1:9.');
  expect(kinds(failed)).toEqual([
    'failed',
    'finished',
    'running',
    'waiting',
    'running',
    'failed',
    'waiting',
    'waiting',
  ]);
  expect(failed.cells[5]?.state).toMatchObject({ message: 'Nobody answers at 127.0.0.1:9.' });
});

test('what is stopped keeps the text that had come', () => {
  const writing = progressedPreview(preview, { ...told, state: null, text: 'Q: Wh' });
  const stopped = stoppedGrid(progressedCell(filled(grid, 1, kept('One.')), 0, writing), 'cancelled');
  expect(stopped.cells[0]?.state).toEqual({ kind: 'stopped', why: 'cancelled', text: 'Q: Wh' });
  expect(stopped.cells[1]?.state.kind).toBe('finished');
  expect(isRunning(stopped)).toBe(false);
});

test('the most different pair is over models, of one document and one rephrasing', () => {
  let next = filled(grid, 0, kept('the sea goes out twice a day'));
  expect(next.pairs).toEqual([]);
  next = filled(next, 1, kept('something else altogether'));
  next = filled(next, 4, kept('another document'));
  expect(next.pairs).toEqual([]);
  next = filled(next, 2, kept('the sea goes out twice an hour'));
  expect(next.pairs).toMatchObject([{ row: 0, rephrasing: 'qa', left: { cell: 0 }, right: { cell: 2 } }]);
  // 5 word 3-grams in each, 3 of them in both.
  expect(next.pairs[0]?.similarity).toBeCloseTo(3 / 7);
});

test('again keeps what was there, so that the most different pair is over draws as well', () => {
  const alone = emptyGrid({ ...plan, models: plan.models.slice(0, 1), columns: plan.columns.slice(0, 1), samples: 1 });
  const again = begunAgain(filled(alone, 0, kept('the sea goes out')));
  expect(again).toMatchObject({ again: 1, pairs: [], cells: [{ state: { kind: 'waiting' } }] });
  const drawn = filled(again, 0, kept('water leaves the shore'));
  const [pair] = drawn.pairs;
  expect(pair).toMatchObject({ similarity: 0, left: { again: 0 }, right: { again: 1 } });
  expect(pair && [outputAt(drawn, pair.left)?.text, outputAt(drawn, pair.right)?.text]).toEqual([
    'the sea goes out',
    'water leaves the shore',
  ]);
});

test('only so many draws are kept', () => {
  let drawn = grid;
  for (let draw = 0; draw < 7; draw++) drawn = begunAgain(filled(drawn, 0, kept(`draw ${draw}`)));
  expect(drawn.cells[0]?.earlier.map(({ again }) => again)).toEqual([3, 4, 5, 6]);
});

test('from the beginning, only the names of the documents stay', () => {
  const anew = begunAnew(begunAgain(filled(grid, 0, kept('One.'))), plan);
  expect(anew).toMatchObject({ again: 0, pairs: [], rows: [{ document: { id: 'tide.md' } }, { document: null }] });
  expect(anew.cells.every(({ state, earlier }) => state.kind === 'waiting' && earlier.length === 0)).toBe(true);
});

describe('after a reload of the window', () => {
  test('results are there, and what was under way says that it did not finish', () => {
    const before = progressedCell(filled(grid, 0, kept('One.')), 1);
    const restored = restoredGrid(JSON.parse(JSON.stringify(keptGrid(before))));
    expect(restored?.cells[0]).toEqual(before.cells[0]);
    expect(restored?.cells[1]?.state).toMatchObject({ kind: 'stopped', why: 'the window was reloaded' });
    expect(restored && isRunning(restored)).toBe(false);
  });

  test('a document that is too long is not kept', () => {
    const text = 'x'.repeat(60_000);
    const long = { ...grid, rows: [{ document: { id: 'long.md', text }, absent: false }, ...grid.rows.slice(1)] };
    expect(keptGrid(long).rows[0]?.document).toEqual({ id: 'long.md', text: null });
  });

  test.each([null, 7, {}, { ...grid, version: 2 }, { ...grid, cells: [] }, { ...grid, rows: 'x' }])(
    'something else is no grid: %#',
    (kept) => expect(restoredGrid(kept)).toBeNull(),
  );
});

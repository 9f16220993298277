import { expect, test } from 'vitest';
import { startedPreview } from '../../../client/preview/state.ts';
import { begunAgain, failedCell, finishedCell, progressedCell, stoppedGrid } from '../../../client/grid/steps.ts';
import { gridJson, gridMarkdown } from '../../../client/grid/export.ts';
import { readMessage } from '../../../client/grid/messages.ts';
import { sumsOf } from '../../../client/grid/sums.ts';
import { changedCells, frameView, gridView } from '../../../client/grid/view.ts';
import { money } from '../../../client/grid/words.ts';
import { filled, grid, kept, rejected } from './grids.ts';

test('a kept output says what it measured, what it took and what it cost', () => {
  const [cell] = gridView(filled(grid, 0, kept('Q: What?'))).cells;
  expect(cell).toEqual({
    cell: 0,
    mood: 'kept',
    parts: [{ mood: 'kept', title: '✓ kept', text: 'Q: What?', notes: ['numbers_kept 1 · ratio 0.512'] }],
    // 100 tokens at a dollar and 20 at ten dollars per million.
    facts: '100 in · 20 out · $0.00030 · 1.3 s',
    label: 'qa, as written, tide.md: kept. numbers_kept 1 · ratio 0.512. Q: What?. 100 in · 20 out · $0.00030 · 1.3 s',
  });
});

test('a rejected output names the gate, its line and what was found', () => {
  const cell = gridView(filled(grid, 2, rejected('4 tides.'))).cells[2];
  expect(cell?.parts).toEqual([
    {
      mood: 'rejected',
      title: '✗ numbers_invented == 0 · line 31',
      text: '4 tides.',
      notes: ['numbers_invented 2', 'number invented × 2'],
    },
  ]);
  expect(cell?.label).toContain(': rejected by numbers_invented == 0 · line 31.');
  expect(cell?.facts).toBe('100 in · 40 out · – · 1.3 s');
});

test('a model that counts no tokens costs nothing that could be said', () => {
  const { record, ...rest } = kept('One.');
  const uncounted = { ...rest, record: { ...record, input_tokens: null, output_tokens: null } };
  const view = gridView(filled(grid, 0, uncounted));
  expect(view.cells[0]?.facts).toBe('1.3 s');
  expect(view.frame.columns[0]?.footer).toEqual(['100 % kept']);
  const measured = { ...uncounted, record: { ...uncounted.record, measures: { tokens: 37 } } };
  expect(gridView(filled(grid, 0, measured)).frame.columns[0]?.footer).toEqual(['100 % kept', '⌀ 37 tokens', '–']);
});

test('several outputs of a cell are numbered', () => {
  const [cell] = gridView(filled(grid, 0, kept('One.'), rejected('Two.'))).cells;
  expect(cell?.mood).toBe('rejected');
  expect(cell?.parts.map(({ title }) => title.slice(0, 4))).toEqual(['1 ✓ ', '2 ✗ ']);
});

test('cells that wait, run, fail and stop say so', () => {
  const preview = startedPreview('wrap', 'tide.md', ['qa']);
  const failed = failedCell(progressedCell(grid, 2, preview), 0, 'Nobody answers.');
  const titles = (of: typeof grid): readonly unknown[] =>
    gridView(of)
      .cells.slice(0, 4)
      .map(({ mood, parts }) => `${mood}: ${parts[0]?.title}`);
  expect(titles(failed)).toEqual(['failed: failed', 'failed: failed', 'busy: waiting …', 'quiet: waiting']);
  expect(gridView(failed).cells[0]?.parts[0]?.notes).toEqual(['Nobody answers.']);
  expect(titles(stoppedGrid(failed, 'cancelled'))[2]).toBe('quiet: not finished: cancelled');
});

test('the frame counts what is there, and speaks only at the beginning and at the end', () => {
  const half = filled(grid, 0, kept('One.'));
  const more = filled(half, 1, rejected('4 tides.'));
  expect(frameView(more)).toMatchObject({
    title: 'wrap · 2 documents × 2 rephrasings × 2 models',
    progress: '2 of 8 cells · 1 kept · 1 rejected',
    running: true,
  });
  expect(frameView(half).announcement).toBe(frameView(more).announcement);
  const stopped = frameView(stoppedGrid(more, 'cancelled'));
  expect(stopped.announcement).toBe('wrap: 2 of 8 cells · 1 kept · 1 rejected · 6 not finished.');
});

test('documents have their name and their beginning; those that the sample does not have are not shown', () => {
  const { rows, title } = frameView(finishedCell(filled(grid, 0, kept('One.')), 4, null, 1));
  expect(rows).toEqual([{ row: 0, title: 'tide.md', beginning: 'The tide goes out twice a day.', pairs: [] }]);
  expect(title).toContain('1 document ×');
});

test('a sample without documents says what to do', () => {
  const none = finishedCell(finishedCell(grid, 0, null, 1), 4, null, 1);
  expect(frameView(none).progress).toContain('loosen it or check `seeds.from`');
});

test('a column ends with its accept rate, mean tokens and cost', () => {
  const both = filled(filled(grid, 0, kept('One.', [1_000_000, 100_000])), 4, rejected('Two.'));
  expect(frameView(both).columns[0]).toEqual({
    model: 0,
    rephrasing: 'qa',
    footer: ['50 % kept', '⌀ 50,020 tokens', '$2.00'],
  });
  expect(frameView(both).columns[1]?.footer).toEqual(['–']);
  expect(sumsOf(filled(grid, 2, kept('One.')), 2).dollars).toBeNull();
});

test('the most different pair names its two sides', () => {
  const pair = filled(filled(grid, 0, kept('the sea goes out')), 2, kept('a kettle boils water'));
  expect(frameView(pair).rows[0]?.pairs).toEqual([
    {
      rephrasing: 'qa',
      title: 'qa: 0 % alike',
      label: 'Most different of qa: as written and mock:echo, 0 % alike. Compare them.',
    },
  ]);
  const draws = filled(begunAgain(filled(grid, 0, kept('the sea goes out'))), 0, kept('a kettle boils water'));
  expect(frameView(draws).rows[0]?.pairs[0]?.label).toContain('as written, draw 1 and as written, draw 2');
  expect(frameView(filled(filled(grid, 0, kept('the same')), 2, kept('the same'))).rows[0]?.pairs).toEqual([]);
  const rollouts = filled(grid, 0, kept('the sea goes out'), kept('a kettle boils water'));
  expect(frameView(rollouts).rows[0]?.pairs[0]?.label).toContain('as written, number 1 and as written, number 2');
});

test('only cells that have changed are sent', () => {
  const before = filled(grid, 0, kept('One.'));
  expect(changedCells(before.cells, filled(before, 3, kept('Two.'))).map(({ cell }) => cell)).toEqual([3]);
  expect(changedCells(before.cells, before)).toEqual([]);
});

test('the export has every output; a text cannot end its own fence', () => {
  const full = filled(filled(grid, 0, kept('```js\nlet a;\n```')), 1, rejected('4 tides.'));
  const markdown = gridMarkdown(full);
  expect(markdown).toContain('| as written | qa | 1 of 1 | 20 | $0.00030 |');
  expect(markdown).toContain(
    '## tide.md\n\n### qa · as written\n\n✓ kept · numbers_kept 1 · ratio 0.512\n\n````text\n```js\n',
  );
  expect(markdown).toContain('✗ rejected: `numbers_invented == 0` failed: it is 2. · numbers_invented 2');
  const { documents, columns } = JSON.parse(gridJson(full));
  expect(documents[0].cells[1]).toMatchObject({ model: 'as written', rephrasing: 'brief', outputs: [{ kept: false }] });
  expect(columns[0]).toMatchObject({ where: null, outputs: 1, kept: 1, dollars: 0.0003 });
});

test.each([
  [0, '$0'],
  [null, '–'],
  [12.345, '$12.35'],
  [0.5, '$0.50'],
  [0.000123, '$0.00012'],
])('%s dollars', (dollars, words) => expect(money(dollars)).toBe(words));

test.each([
  [{ kind: 'run' }, { kind: 'run' }],
  [
    { kind: 'open', cell: 3, more: 1 },
    { kind: 'open', cell: 3 },
  ],
  [
    { kind: 'pair', row: 1, rephrasing: 'qa' },
    { kind: 'pair', row: 1, rephrasing: 'qa' },
  ],
  [{ kind: 'open', cell: '3' }, undefined],
  [{ kind: 'eval' }, undefined],
  ['run', undefined],
])('a panel’s message is checked: %o', (message, read) => expect(readMessage(message)).toEqual(read));

import { expect, test } from 'vitest';
import { openedCell, openedPair } from '../../../client/grid/opened.ts';
import { gridPage, sentencePage } from '../../../client/grid/page.ts';
import { failedCell } from '../../../client/grid/steps.ts';
import { keptGrid } from '../../../client/grid/restore.ts';
import { filled, grid, kept } from './grids.ts';

test('a cell opens beside its document', () => {
  expect(openedCell(filled(grid, 2, kept('One.'), kept('Two.')), 2)).toEqual({
    left: { name: 'tide.md', text: 'The tide goes out\ntwice a day.' },
    right: { name: 'qa, mock-echo.md', text: 'One.\n\nTwo.' },
    title: 'tide.md ↔ qa, mock:echo',
  });
});

test('a document that was not kept over a reload is left out', () => {
  const [row, ...others] = filled(grid, 0, kept('One.')).rows;
  const long = { absent: false, document: { id: row?.document?.id ?? '', text: 'x'.repeat(60_000) } };
  const restored = keptGrid({ ...filled(grid, 0, kept('One.')), rows: [long, ...others] });
  expect(openedCell(restored, 0)).toMatchObject({ left: null, right: { text: 'One.' } });
});

test('a cell that has nothing opens nothing', () => {
  expect(openedCell(grid, 0)).toBeNull();
  expect(openedCell(failedCell(grid, 0, 'Nobody answers.'), 0)).toBeNull();
  expect(openedCell(grid, 99)).toBeNull();
});

test('a pair opens with the names of its sides', () => {
  const pair = filled(filled(grid, 0, kept('the sea goes out')), 2, kept('a kettle boils water'));
  expect(openedPair(pair, 0, 'qa')).toEqual({
    left: { name: 'as written.md', text: 'the sea goes out' },
    right: { name: 'mock-echo.md', text: 'a kettle boils water' },
    title: 'qa of tide.md: as written ↔ mock:echo',
  });
  expect(openedPair(pair, 1, 'qa')).toBeNull();
});

test('the page runs and loads nothing but its own script and style', () => {
  const page = gridPage({
    script: 'https://x/grid.js',
    style: 'https://x/grid.css',
    cspSource: 'https://x',
    nonce: 'n1',
  });
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy).toBe("default-src 'none'; style-src https://x; script-src 'nonce-n1'");
  expect(page.match(/<script[^>]*>/g)).toEqual(['<script nonce="n1" src="https://x/grid.js" defer>']);
  expect(page).not.toMatch(/style=|onload=/);
  expect(sentencePage('a < b')).toContain('<p>a &lt; b</p>');
});

import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { LineIndex } from '#language';
import { loadText } from '../runner/load.ts';
import { wordmill } from './helpers/command.ts';
import { workspace } from './helpers/workspace.ts';

const root = resolve(import.meta.dirname, '..');
const strategies = [
  'samples/quickstart.strategy.yaml',
  'samples/mock.strategy.yaml',
  'samples/init/first.strategy.yaml',
] as const;

test('all sample strategies are known to this test', async () => {
  const files = await readdir(join(root, 'samples'), { recursive: true });
  const found = files.filter((name) => name.endsWith('.strategy.yaml')).map((name) => `samples/${name}`);
  expect(found.toSorted()).toEqual(strategies.toSorted());
});

test.each(strategies)('%s has no problems', async (file) => {
  const path = join(root, file);
  const text = await readFile(path, 'utf8');
  const { problems, strategy, namesOnly } = loadText(path, text).analysis;
  const index = new LineIndex(text);
  expect(problems.map(({ message, span }) => `${index.positionOf(span.start).line + 1}: ${message}`)).toEqual([]);
  expect(strategy === undefined).toBe(namesOnly);
});

/** Runs a command line at the root of the project. */
function run(line: string): ReturnType<typeof wordmill> {
  return wordmill(line.split(' '), { cwd: root });
}

/** The last event that a run tells. */
function lastEvent(stdout: string): unknown {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

test('the documents show what a strategy has to cope with', async () => {
  const output = join(await workspace(), 'run');
  const { code, stdout } = await run(`run samples/mock.strategy.yaml --output ${output} --format json`);
  expect(code).toBe(0);
  // The page that was not found is too short; an echo passes every gate.
  const expected = { event: 'finished', documents: 14, skipped: 1, bad_rows: 0, records: 28, rejects: 0 };
  expect(lastEvent(stdout)).toMatchObject(expected);
});

test('a page reaches the model as it is, whatever its text looks like', async () => {
  const document = 'samples/documents/template-engines.md';
  const { stdout } = await run(`preview samples/mock.strategy.yaml --document ${document} --format json`);
  for (const strange of ['{{ title }}', '{% for item in basket %}', '{# a comment that nobody sees #}', '<|im_end|>']) {
    expect(stdout).toContain(strange);
  }
});

test('the quickstart takes English pages of a middle length', async () => {
  const output = join(await workspace(), 'run');
  const { code, stdout } = await run(
    `run samples/quickstart.strategy.yaml --output ${output} --model small=mock:echo --format json`,
  );
  expect(code).toBe(0);
  // A stub, a page in German and a long one are skipped. An echo is no summary, and the gates see that.
  expect(lastEvent(stdout)).toMatchObject({ documents: 12, skipped: 3, records: 0, rejects: 24 });
});

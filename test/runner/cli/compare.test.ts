import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordmill } from '../../helpers/command.ts';
import { echo, rows } from '../../helpers/echo.ts';
import { workspace } from '../../helpers/workspace.ts';

test('runs stand side by side, with what they made of the same documents', async () => {
  const cwd = await workspace({
    'a.strategy.yaml': echo.replace('words < 10', 'tokens >= 1'),
    'b.strategy.yaml': echo
      .replace('For {{ audience }}: {{ text }}', 'For {{ audience }}, in other words: {{ text }}')
      .replace('words < 10', 'words < 14')
      .replace('{as: jsonl, rows: 3}', '{as: parquet, rows: 3}'),
    'documents.jsonl': rows(10),
  });
  for (const name of ['a', 'b'])
    expect(await wordmill(['run', `${name}.strategy.yaml`, '--output', name], { cwd })).toMatchObject({ code: 0 });
  const before = await readdir(join(cwd, 'a'));

  const { code, stdout } = await wordmill(['compare', 'a', 'b', '--format', 'json'], { cwd });
  expect(code).toBe(0);
  const compared = JSON.parse(stdout) as { runs: { records: number; rejects: number }[] };
  const [, other] = compared.runs;
  expect(compared).toMatchObject({
    runs: [
      {
        output: join(cwd, 'a'),
        strategy: 'echo',
        records: 10,
        accept_rate: 1,
        by_rephrasing: { again: { records: 10, accept_rate: 1, tokens: expect.any(Number) } },
        measures: { tokens: expect.any(Number) },
        set: { texts: 10 },
      },
      { output: join(cwd, 'b'), by_rephrasing: { again: { accept_rate: (other?.records ?? 0) / 10 } } },
    ],
    pairs: [
      {
        first: join(cwd, 'a'),
        second: join(cwd, 'b'),
        paired: { pairs: other?.records, identical: 0, examples: [{ rephrasing: 'again' }, { rephrasing: 'again' }] },
      },
    ],
    warning: expect.stringContaining('no proxy replaces training'),
  });
  expect(await readdir(join(cwd, 'a'))).toEqual(before);

  const text = await wordmill(['compare', 'a', 'b'], { cwd });
  expect(text.stdout).toMatch(/^share kept +100\.0 % +\d+\.0 %$/m);
  expect(text.stdout).toMatch(/^gate tokens >= 1 +100\.0 % +–$/m);
  expect(text.stdout).toContain('in other words');
});

test('what is no run is refused, as is one run alone', async () => {
  const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(2), 'other/readme.md': 'no run' });
  await wordmill(['run', 'a.strategy.yaml', '--output', 'a'], { cwd });
  const refused = await wordmill(['compare', 'a', 'other'], { cwd });
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(`${join(cwd, 'other')} is no run folder`);
  expect(await wordmill(['compare', 'a', './a'], { cwd })).toMatchObject({ code: 2, stdout: '' });
});

test('the models of a run are those that answered, wherever its requests went', async () => {
  const cwd = await workspace({
    'a.strategy.yaml': echo,
    'documents.jsonl': rows(2),
    'answers.jsonl': '{"match": "", "answer": "Eight words of it are kept here today."}\n',
  });
  await wordmill(['run', 'a.strategy.yaml', '--output', 'a'], { cwd });
  await wordmill(['run', 'a.strategy.yaml', '--output', 'b', '--model', '*=mock:answers.jsonl'], { cwd });
  const { stdout } = await wordmill(['compare', 'a', 'b', '--format', 'json'], { cwd });
  const { runs } = JSON.parse(stdout) as { runs: { models: readonly string[] }[] };
  expect(runs.map(({ models }) => models)).toEqual([['mock:echo'], ['mock:answers.jsonl']]);
});

import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordmill } from '../../helpers/command.ts';
import { echo, rows } from '../../helpers/echo.ts';
import { workspace } from '../../helpers/workspace.ts';

test('report writes the page anew and says as JSON what is in it', async () => {
  const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(10) });
  await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd });
  const page = join(cwd, 'out', 'report.html');
  const written = await readFile(page, 'utf8');
  await rm(page);

  const { code, stdout } = await wordmill(['report', 'out', '--format', 'json'], { cwd });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    report: page,
    counts: { records: 10, rejects: 0 },
    accepted: { by_rephrasing: { again: { of: 10, rejected: 0, rate: 1 } } },
    set: { texts: 10, styles: [{ style: 'copy', documents: 1, tokens: 1 }], conversational_share: 0 },
    warning: expect.stringContaining('no proxy replaces training'),
  });
  expect(await readFile(page, 'utf8')).toBe(written);
  expect((await wordmill(['report', 'out'], { cwd })).stdout).toBe(`${page}\n`);
  expect(await wordmill(['report', '.'], { cwd })).toMatchObject({ code: 2, stdout: '' });
});

test('a preview of several documents tells what they are like together', async () => {
  const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(10) });
  const preview = async (samples: string) => {
    const { stdout } = await wordmill(['preview', 'a.strategy.yaml', '--samples', samples, '--format', 'json'], {
      cwd,
    });
    return JSON.parse(stdout) as { documents: unknown[]; set: unknown };
  };
  expect(await preview('4')).toMatchObject({ set: { texts: 4, styles: [{ style: 'copy' }] } });
  expect((await preview('1')).set).toBeNull();
});

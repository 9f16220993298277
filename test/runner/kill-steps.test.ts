import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { echo, records, rows, withoutTime } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

const killer = pathToFileURL(resolve(import.meta.dirname, '../helpers/kill-at/kill-at.mjs')).href;

/** What a slice writes to on its way from the first answer to the end of its journal. */
const touched = ['journal', 'data', 'rejects', 'ledger'];

/** Runs the corpus in a process that is killed before one of the operations that change something there. */
async function run(cwd: string, output: string, environment: Readonly<Record<string, string>>) {
  const below = touched.map((name) => join(cwd, output, name)).join(':');
  return wordmill(['run', 'a.strategy.yaml', '--output', output], {
    cwd,
    environment: { NODE_OPTIONS: `--import=${killer}`, KILL_BELOW: below, ...environment },
  });
}

it('loses and doubles nothing where a real process is killed between any two steps of a commitment', async () => {
  const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(3) });
  const counted = join(cwd, 'operations');
  expect(await run(cwd, 'whole', { KILL_COUNT: counted })).toMatchObject({ code: 0 });
  const operations = Number(await readFile(counted, 'utf8'));
  expect(operations).toBeGreaterThan(12);
  const whole = (await records(join(cwd, 'whole'))).map(withoutTime);
  expect(whole).toHaveLength(3);
  for (let operation = 0; operation < operations; operation++) {
    const output = `killed-${operation}`;
    const killed = await run(cwd, output, { KILL_AT: `${operation}` });
    expect(killed.code).toBe(null);
    expect(await wordmill(['run', 'a.strategy.yaml', '--output', output], { cwd })).toMatchObject({ code: 0 });
    expect((await records(join(cwd, output))).map(withoutTime), `killed at operation ${operation}`).toEqual(whole);
    expect(await readdir(join(cwd, output, 'journal'))).toEqual([]);
  }
}, 120_000);

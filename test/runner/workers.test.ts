import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Finished, wordmill } from '../helpers/command.ts';
import { echo, records, rows, withoutTime } from '../helpers/echo.ts';
import { replies, says, startScriptedServer } from '../helpers/scripted-server.ts';
import { workspace } from '../helpers/workspace.ts';

/** Runs all workers of a folder side by side, and then ends the run. */
async function allWorkers(cwd: string, folder: string, of: number): Promise<readonly Finished[]> {
  const workers = await Promise.all(
    Array.from({ length: of }, (_, index) =>
      wordmill(['worker', folder, '--index', `${index}`, '--of', `${of}`], { cwd }),
    ),
  );
  return [...workers, await wordmill(['worker', folder, '--last', '--of', `${of}`], { cwd })];
}

async function setUp(cwd: string, folder: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await wordmill(['run', 'a.strategy.yaml', '--output', folder, '--set-up', ...options], {
    cwd,
  });
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

async function recordsOf(folder: string): Promise<readonly unknown[]> {
  return (await records(folder)).map(withoutTime).toSorted((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
}

function idOf(record: unknown): string {
  return String((record as { id: unknown }).id);
}

/** Inputs of all kinds: blank lines, rows that are none, a packed file, a Parquet file and single documents. */
async function manyInputs(): Promise<string> {
  const blanks = rows(23).replaceAll('\n', '\n\n \r\n').replace('Page 4 ', 'Page "4" ');
  const strategy = echo.replace('documents.jsonl', '[a.jsonl, b.jsonl.gz, c.parquet, pages, empty.jsonl]');
  const folder = await workspace({
    'a.strategy.yaml': strategy,
    'p.strategy.yaml': echo.replace('as: jsonl, rows: 3', 'as: parquet').replace('strategy: echo', 'strategy: packed'),
    'documents.jsonl': rows(10),
    'a.jsonl': `\n${blanks}\n`,
    'empty.jsonl': '',
    'pages/one.md': '# One\n\nA page.',
    'pages/two.txt': 'Two.',
  });
  await writeFile(join(folder, 'b.jsonl.gz'), gzipSync(rows(8)));
  expect(await wordmill(['run', 'p.strategy.yaml', '--output', 'packed'], { cwd: folder })).toMatchObject({ code: 0 });
  const [part = ''] = await readdir(join(folder, 'packed/data'));
  await rename(join(folder, 'packed/data', part), join(folder, 'c.parquet'));
  return folder;
}

describe('wordmill worker', () => {
  it('makes the same records, whether one process does the run or sixteen workers do', async () => {
    const cwd = await manyInputs();
    expect(await wordmill(['run', 'a.strategy.yaml', '--output', 'alone'], { cwd })).toMatchObject({ code: 0 });
    const alone = await recordsOf(join(cwd, 'alone'));
    expect(alone.length).toBeGreaterThan(30);
    const numbers = JSON.parse((await wordmill(['status', 'alone', '--format', 'json'], { cwd })).stdout);
    expect(numbers).toMatchObject({ state: 'finished', bad_rows: 1 });
    for (const of of [1, 4, 16]) {
      await setUp(cwd, `by-${of}`);
      const ends = await allWorkers(cwd, `by-${of}`, of);
      expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 0));
      expect(await recordsOf(join(cwd, `by-${of}`))).toEqual(alone);
      // The same parts too, so that a run can go on with another number of workers.
      expect(await readdir(join(cwd, `by-${of}`, 'data'))).toEqual(await readdir(join(cwd, 'alone', 'data')));
      expect(await readdir(join(cwd, `by-${of}`, 'journal'))).toEqual([]);
      const { stdout } = await wordmill(['status', `by-${of}`, '--format', 'json'], { cwd });
      const { state, documents, records: kept, rejects, bad_rows, by_reason, slices } = numbers;
      expect(JSON.parse(stdout)).toMatchObject({
        state,
        documents,
        records: kept,
        rejects,
        bad_rows,
        by_reason,
        slices,
        left: 0,
      });
    }
  }, 120_000);

  it('takes exactly the first documents of a limit, as a run alone does', async () => {
    const cwd = await workspace({
      'a.strategy.yaml': echo.replace(
        'from: documents.jsonl',
        'from: [documents.jsonl, b.jsonl.gz, more.jsonl], keep: [doc.number % 3 != 1]',
      ),
      'documents.jsonl': numbered(20),
      'more.jsonl': numbered(20),
    });
    await writeFile(join(cwd, 'b.jsonl.gz'), gzipSync(numbered(9)));
    for (const limit of ['1', '14', '17', '22']) {
      await wordmill(['run', 'a.strategy.yaml', '--output', `alone-${limit}`, '--limit', limit], { cwd });
      await setUp(cwd, `many-${limit}`, '--limit', limit);
      const ends = await allWorkers(cwd, `many-${limit}`, 3);
      expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
      const alone = await recordsOf(join(cwd, `alone-${limit}`));
      expect(alone).toHaveLength(Number(limit));
      expect(await recordsOf(join(cwd, `many-${limit}`))).toEqual(alone);
    }
  }, 120_000);

  it('loses and doubles nothing where a worker is killed and started again, or another number goes on', async () => {
    let held: (() => void) | null = null;
    await using server = await startScriptedServer((request) => {
      if (request.index === 5) held?.();
      return (response, received) =>
        setTimeout(() => says(`Answer to ${received.body.length}.`)(response, received), 5);
    });
    const cwd = await workspace({ 'a.strategy.yaml': httpStrategy(server.url), 'documents.jsonl': rows(40) });
    await setUp(cwd, 'out');
    const killed = await wordmill(['worker', 'out', '--index', '0', '--of', '2'], {
      cwd,
      onStart: (child) => (held = () => void child.kill('SIGKILL')),
    });
    expect(killed.code).toBe(null);
    const { stdout } = await wordmill(['status', 'out', '--format', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ state: 'interrupted' });
    // Three workers do other slices than two: they take over what the killed one has begun.
    const ends = await allWorkers(cwd, 'out', 3);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const found = await records(join(cwd, 'out'));
    expect(found.map(({ source_row: row }) => row).toSorted((left, right) => Number(left) - Number(right))).toEqual(
      Array.from({ length: 40 }, (_, row) => row),
    );
  }, 60_000);

  it('waits for its turn where another process does the work of the same worker, and ends when it is told to', async () => {
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await using server = await startScriptedServer(() => (response, received) => {
      answer();
      void released.then(() => says('Answer.')(response, received));
    });
    const cwd = await workspace({ 'a.strategy.yaml': httpStrategy(server.url), 'documents.jsonl': rows(4) });
    await setUp(cwd, 'out');
    const args = ['worker', 'out', '--index', '0', '--of', '1'];
    const first = wordmill(args, { cwd });
    await asked;
    const second = await wordmill(args, {
      cwd,
      onStart(child) {
        let told = '';
        child.stderr?.on('data', (text: string) => {
          told += text;
          if (told.includes('waits for its turn')) child.kill('SIGTERM');
        });
      },
    });
    expect(second).toMatchObject({ code: 130 });
    expect(second.stderr).toMatch(/is in use by process \d+ on .*This worker waits for its turn\./);
    // Nobody else takes the folder for their own meanwhile.
    for (const more of [['--set-up'], []]) {
      const alone = await wordmill(['run', 'a.strategy.yaml', '--output', 'out', ...more], { cwd });
      expect(alone).toMatchObject({ code: 3 });
      expect(alone.stderr).toMatch(
        /Workers are at work in the run folder .* \(w0000 on .*\); wait for them or end them first\./,
      );
    }
    release();
    expect(await first).toMatchObject({ code: 0 });
    // The place is free now, and nothing is left.
    expect(await wordmill(args, { cwd })).toMatchObject({ code: 0 });
    expect(await records(join(cwd, 'out'))).toHaveLength(4);
  }, 60_000);

  it.each(['SIGTERM', 'SIGUSR1'] as const)(
    'lets what is in flight end at %s, and goes on later',
    async (signal) => {
      let begun = (): void => undefined;
      await using server = await startScriptedServer((request) => (response, received) => {
        if (request.index === 3) begun();
        setTimeout(() => says('Answer.')(response, received), 50);
      });
      const cwd = await workspace({ 'a.strategy.yaml': httpStrategy(server.url), 'documents.jsonl': rows(60) });
      await setUp(cwd, 'out');
      const drained = await wordmill(['worker', 'out', '--index', '0', '--of', '1'], {
        cwd,
        onStart(child) {
          // Some schedulers say it several times at once.
          begun = () => {
            for (let time = 0; time < 3; time++) child.kill(signal);
          };
        },
      });
      expect(drained).toMatchObject({ code: 130 });
      const asked = server.requests.length;
      expect(asked).toBeLessThan(60);
      expect((await allWorkers(cwd, 'out', 1)).map(({ code }) => code)).toEqual([0, 0]);
      // Everything that was in flight was answered and kept.
      expect(server.requests).toHaveLength(60);
      expect(await records(join(cwd, 'out'))).toHaveLength(60);
    },
    60_000,
  );

  it('uses what the run was set up with, and asks again for what failed where it is told to', async () => {
    let broken = true;
    await using server = await startScriptedServer(({ path }) => {
      if (path.endsWith('/models')) return replies(200, { data: [{ id: 'm' }] });
      return broken ? replies(400, 'no') : says('Answer.');
    });
    const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(5) });
    const elsewhere = ['--model', `parrot=${server.url}/v1`];
    await setUp(cwd, 'out', ...elsewhere);
    expect((await allWorkers(cwd, 'out', 2)).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await status(cwd)).toMatchObject({ state: 'finished', records: 0, failed: 5 });
    broken = false;
    await setUp(cwd, 'out', '--retry-failed', ...elsewhere);
    expect(await status(cwd)).toMatchObject({ state: 'interrupted' });
    expect((await allWorkers(cwd, 'out', 2)).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await status(cwd)).toMatchObject({ state: 'finished', records: 5, failed: 0 });
  }, 60_000);

  it('ends with slices left where mix.tokens says that there is enough, once every worker has said so', async () => {
    const strategy = echo.replace('output:', 'mix: {tokens: 100}\noutput:');
    const cwd = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(60) });
    await setUp(cwd, 'out');
    expect(await wordmill(['worker', 'out', '--index', '0', '--of', '2'], { cwd })).toMatchObject({ code: 0 });
    const early = await wordmill(['worker', 'out', '--last', '--of', '2'], { cwd });
    expect(early).toMatchObject({ code: 3 });
    // The other worker makes its part of the tokens as well, without its last slices.
    expect(await wordmill(['worker', 'out', '--index', '1', '--of', '2'], { cwd })).toMatchObject({ code: 0 });
    expect((await readdir(join(cwd, 'out/data'))).length).toBeLessThan(20);
    expect(await wordmill(['worker', 'out', '--last', '--of', '2'], { cwd })).toMatchObject({ code: 0 });
    expect(await status(cwd)).toMatchObject({ state: 'finished', left: 0 });
  }, 60_000);

  it('says what is wrong in one sentence', async () => {
    const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(5) });
    await setUp(cwd, 'out');
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['worker', 'out'], 2, /needs --index I and --of N/],
      [['worker', 'out', '--index', '2', '--of', '2'], 2, /with I from 0 to N - 1/],
      [
        ['worker', 'elsewhere', '--index', '0', '--of', '2'],
        2,
        /elsewhere was not set up for workers, or this machine does not see it/,
      ],
      [['worker', 'out', '--last'], 3, /2 slices are not finished\. Start the workers again/],
      [
        ['run', 'a.strategy.yaml', '--output', 'out', '--target', 'hpc'],
        2,
        /The strategy has no target hpc; it has no targets\./,
      ],
      [['run', 'a.strategy.yaml', '--output', 'out', '--cancel'], 2, /name it with --target NAME/],
    ];
    for (const [args, code, words] of cases) {
      const ended = await wordmill(args, { cwd });
      expect({ args, code: ended.code }).toEqual({ args, code });
      expect(ended.stderr).toMatch(words);
      expect(ended.stderr).not.toContain('    at ');
    }
    await mkdir(join(cwd, 'moved'));
    await rename(join(cwd, 'documents.jsonl'), join(cwd, 'moved', 'documents.jsonl'));
    const unseen = await wordmill(['worker', 'out', '--index', '0', '--of', '1'], { cwd });
    expect(unseen.stderr).toMatch(
      /There is no file or folder .*documents\.jsonl.* Workers need the folder of the strategy, .*, under the same path on every machine\./,
    );
    expect(unseen.code).toBe(2);
    expect(JSON.parse(await readFile(join(cwd, 'out', 'run.json'), 'utf8'))).toMatchObject({ format: 1 });
  }, 60_000);

  async function status(cwd: string): Promise<unknown> {
    return JSON.parse((await wordmill(['status', 'out', '--format', 'json'], { cwd })).stdout);
  }
});

function numbered(count: number): string {
  return Array.from({ length: count }, (_, number) => JSON.stringify({ text: `Page ${number} here.`, number })).join(
    '\n',
  );
}

function httpStrategy(url: string): string {
  return echo.replace('{mock: echo}', `{id: m, base_url: "${url}/v1", limits: {concurrency: 4}}`);
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { kinds } from '../../bench/runner/stub/faults.mjs';
import { startStub } from '../../bench/runner/stub/server.mjs';
import { wordmill } from '../helpers/command.ts';
import { records } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

const documents = 400;

function corpus(): string {
  return Array.from({ length: documents }, (_, row) => JSON.stringify({ text: `[[${row}]] A page.` })).join('\n');
}

function strategy(url: string): string {
  return `version: 1
strategy: asked
seeds: {from: documents.jsonl}
models:
  m: {id: mock, base_url: ${url}, limits: {concurrency: 64, timeout: 2}}
rephrasings:
  again: {model: m, prompt: "Again: {{ text }}"}
output: {to: out, as: jsonl, rows: 100}
`;
}

/** Rows of the rejects by their reason. */
async function rejects(folder: string): Promise<readonly { source_row: number; reason: string; message: string }[]> {
  const names = await readdir(join(folder, 'rejects'));
  const parts = await Promise.all(names.map((name) => readFile(join(folder, 'rejects', name))));
  return parts.flatMap((part) =>
    gunzipSync(part)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

it('a run through everything that servers do leaves a row or a named reject of every document', async () => {
  const all = Object.keys(kinds);
  const stub = await startStub({
    latency: { kind: 'fixed', ms: 20 },
    seed: 5,
    faults: all.map((kind) => ({ kind, share: kind === 'silence' ? 0.005 : 0.02 })),
    stall: { atMs: 60, ms: 700 },
    restart: { atMs: 1200, ms: 700 },
    keepAliveMs: 500,
  });
  try {
    const cwd = await workspace({ 'a.strategy.yaml': strategy(stub.url), 'documents.jsonl': corpus() });
    expect(await wordmill(['run', 'a.strategy.yaml'], { cwd })).toMatchObject({ code: 0 });
    const kept = await records(join(cwd, 'out'));
    const refused = await rejects(join(cwd, 'out'));
    const found = [...kept, ...refused].map(({ source_row: row }) => Number(row));
    expect(found.toSorted((left, right) => left - right)).toEqual(Array.from({ length: documents }, (_, row) => row));
    for (const { text, source_row: row } of kept)
      expect(text).toMatch(new RegExp(`^Rephrased \\[\\[${Number(row)}\\]\\]\\.`));
    // Only what a server refuses for good is given up.
    expect(refused.length).toBeGreaterThan(2);
    expect(refused.length).toBeLessThan(documents / 20);
    for (const { reason, message } of refused) {
      expect({ reason, message }).toMatchObject({
        reason: 'request-failed',
        message: expect.stringContaining('context'),
      });
    }
    expect(stub.stats().faults).toBeGreaterThan(documents / 10);
  } finally {
    await stub.stop();
  }
}, 60_000);

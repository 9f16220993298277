import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planStrategy, type SeedDocument } from '#engine';
import { openSources, type ReaderOptions } from '#store';
import { sampleDocuments } from '../../../runner/sample.ts';
import { createDocuments } from '../../../runner/serve/documents.ts';
import { createSamples } from '../../../runner/serve/samples.ts';
import { mockStrategy } from '../../helpers/strategy.ts';
import { workspace } from '../../helpers/workspace.ts';

const never = new AbortController().signal;
const strategy = mockStrategy('  a: {model: parrot, prompt: "{{ text }}"}');
const plan = planStrategy(strategy);
const rows = (count: number): string =>
  Array.from({ length: count }, (_, index) => `${JSON.stringify({ text: `row number ${index}` })}\n`).join('');

async function folderOf(count: number): Promise<ReaderOptions> {
  return { baseFolder: await workspace({ 'documents.jsonl': rows(count) }), textField: 'text', idField: null };
}

it('reads the corpus once for a walk through the sample, and for many who ask at a time', async () => {
  const reader = await folderOf(200);
  let read = 0;
  const samples = createSamples(never, (...how) => {
    read++;
    return sampleDocuments(...how);
  });
  const at = async (index: number, of = plan): Promise<string | undefined> =>
    (await samples.document(await openSources(['documents.jsonl'], reader), of, index))?.id;
  const walked = await Promise.all(Array.from({ length: 64 }, (_, index) => at(index)));
  expect(read).toBe(1);
  const expected = await sampleDocuments(await openSources(['documents.jsonl'], reader), plan, 300, never);
  expect(walked).toEqual(expected.slice(0, 64).map(({ id }) => id));
  expect(await at(150)).toBe(expected[150]?.id);
  expect(await at(200)).toBeUndefined();
  expect(read).toBe(2);
  // What is done with the documents is nothing to the sample; which ones they are is.
  await at(0, planStrategy({ ...strategy, mix: { ...strategy.mix, natural: 0.5 } }));
  expect(read).toBe(2);
  await at(0, planStrategy({ ...strategy, seed: 6 }));
  expect(read).toBe(3);
  const keep = [{ expression: 'words >= 3', line: 1 }];
  await at(0, planStrategy({ ...strategy, seeds: { ...strategy.seeds, keep } }));
  expect(read).toBe(4);
});

it('sees within seconds that the corpus has changed', async () => {
  const reader = await folderOf(3);
  let now = 0;
  const documents = createDocuments(() => now, never);
  const at = (index: number): Promise<SeedDocument | undefined> =>
    documents.chosen({ kind: 'sample', index }, plan, reader, never);
  expect((await at(2))?.text).toMatch(/^row number/);
  expect(await at(3)).toBeUndefined();
  await appendFile(join(reader.baseFolder, 'documents.jsonl'), rows(1));
  now += 1_999;
  expect(await at(3)).toBeUndefined();
  now += 1;
  expect((await at(3))?.text).toMatch(/^row number/);
});

it('does not remember what could not be read', async () => {
  const reader = await folderOf(1);
  const documents = createDocuments(() => 0, never);
  const elsewhere = planStrategy({ ...strategy, seeds: { ...strategy.seeds, from: ['later.jsonl'] } });
  const first = (): Promise<SeedDocument | undefined> =>
    documents.chosen({ kind: 'sample', index: 0 }, elsewhere, reader, never);
  await expect(first()).rejects.toThrow(/There is no file/);
  await writeFile(join(reader.baseFolder, 'later.jsonl'), rows(1));
  expect((await first())?.text).toBe('row number 0');
});

it('lets go of who cancels, and goes on for the others', async () => {
  const reader = await folderOf(500);
  const documents = createDocuments(() => 0, never);
  const cancelled = new AbortController();
  const chosen = { kind: 'sample', index: 0 } as const;
  const one = documents.chosen(chosen, plan, reader, cancelled.signal);
  const other = documents.chosen(chosen, plan, reader, never);
  cancelled.abort(new Error('Cancelled.'));
  await expect(one).rejects.toThrow('Cancelled.');
  expect((await other)?.text).toMatch(/^row number/);
});

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRunStatus } from '../../client/runs/read-run.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wordmill-run-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<void> {
  await mkdir(join(folder, 'status'), { recursive: true });
  await writeFile(join(folder, 'status', name), content);
}

test('a folder without a status has none, and neither has no folder', async () => {
  expect(await readRunStatus(folder)).toBeNull();
  expect(await readRunStatus(join(folder, 'gone'))).toBeNull();
});

test('a run of this process is running', async () => {
  await write('0000.json', JSON.stringify({ state: 'running', pid: process.pid }));
  expect(await readRunStatus(folder)).toMatchObject({ state: 'running', pid: process.pid });
});

test('files that are no status are passed over', async () => {
  await write('0000.json', '{"state":"run');
  await write('0000.lock', '{"state":"running"}');
  await write('0001.json', JSON.stringify({ state: 'finished', documents: 12 }));
  expect(await readRunStatus(folder)).toMatchObject({ state: 'finished', documents: 12 });
});

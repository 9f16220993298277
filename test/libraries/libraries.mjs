/**
 * Writes runs in every format and opens them with the libraries that people read them with, after `npm run build`:
 * `node test/libraries/libraries.mjs`. Ends with the line `N passed, N failed`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { exitCode } from '../../scripts/tasks/run.mjs';
import { pythonWithLibraries } from './python.mjs';

const runner = resolve(import.meta.dirname, '../../dist/runner.cjs');
const forms = ['jsonl-none', 'jsonl-gzip', 'jsonl-zstd', 'parquet-zstd', 'parquet-snappy'];

const documents = Array.from({ length: 60 }, (_, row) => {
  const sentences = Array.from(
    { length: 1 + (row % 12) },
    (_sentence, part) => `Sentence ${part} of ${row}: “é”, 漢字\t😀.`,
  );
  return { text: `${sentences.join(' ')}\nIts "end" \\ comes.` };
});

/** Nulls before values, values before nulls, types of all kinds, several parts, natural text and rejects. */
const strategyAs = (as, compression) => `version: 1
strategy: opened
seeds: {from: documents.jsonl}
models: {parrot: {mock: echo}}
variables:
  audience: [a child, an expert]
  count: [1, 2]
  heat: [0.5, 1.25]
  formal: [true, false]
defaults: {model: parrot}
rephrasings:
  whole:
    prompt: "{{ text }} {{ audience }} {{ count }} {{ heat }} {{ formal }}"
    keep: words > 15
  chunks:
    style: conversational
    chunk: {by: sentence, tokens: 30}
    prompt: "{{ text }}"
    keep: [not truncated, numbers_kept == 1]
mix: {natural: 20%}
output: {as: ${as}, compression: ${compression}, rows: 25, raw: true}
`;

const folder = await mkdtemp(join(tmpdir(), 'wordmill-libraries-'));
try {
  const python = await pythonWithLibraries();
  await writeFile(join(folder, 'documents.jsonl'), documents.map((one) => `${JSON.stringify(one)}\n`).join(''));
  for (const form of forms) await writeRun(form);
  process.exitCode = await exitCode(python, [resolve(import.meta.dirname, 'open.py'), folder], { stdio: 'inherit' });
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function writeRun(form) {
  const file = join(folder, `${form}.strategy.yaml`);
  await writeFile(file, strategyAs(...form.split('-')));
  // Where it fails, the error has what was printed.
  await promisify(execFile)(process.execPath, [runner, 'run', file, '--output', join(folder, form)], { cwd: folder });
}

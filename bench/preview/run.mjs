/**
 * How fast the preview service is: `npm run build && node bench/preview/run.mjs`. It is driven over stdio as the editor
 * drives it; the model is a server on this machine that streams at once, so that what is measured is Wordmill alone.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { measureCancel, measureFirstToken, measureRender } from './measure.mjs';
import { startStub } from './stub.mjs';
import { table } from './table.mjs';

const runner = resolve(import.meta.dirname, '../../dist/runner.cjs');
if (!existsSync(runner)) {
  console.error('dist/runner.cjs is missing: `npm run build` makes it.');
  process.exit(2);
}

const people = ['Ada Lovelace', 'the harbour master', 'a glazier in Lannock', 'Mr Tregear', 'her sister'];
const folder = await mkdtemp(join(tmpdir(), 'wordmill-bench-'));
const stub = await startStub();
try {
  await mkdir(join(folder, 'pages'));
  const rows = Array.from({ length: 20_000 }, (_, index) => JSON.stringify({ text: page(index), id: `d${index}` }));
  await writeFile(join(folder, 'documents.jsonl'), rows.join('\n'));
  const how = { runner, folder, stub, text: page(7) };
  const found = [...(await measureRender(how)), ...(await measureFirstToken(how)), ...(await measureCancel(how))];
  console.log(table(found));
} finally {
  await stub.close();
  await rm(folder, { recursive: true, force: true });
}

/** A page of the web, some 4 KB of it. */
function page(index) {
  const sentences = Array.from(
    { length: 36 },
    (_, at) =>
      `In ${1800 + ((index * 7 + at * 13) % 220)} the keeper of lighthouse ${index} wrote ${at + 2} letters to ${people[(index + at) % people.length]}, and waited for an answer.`,
  );
  const paragraphs = Array.from({ length: 6 }, (_, at) => sentences.slice(at * 6, at * 6 + 6).join(' '));
  return paragraphs.join('\n\n');
}

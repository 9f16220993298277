import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A kept rephrasing with its source, from a page that reads well as it is; undefined where none was kept. */
export async function findExample(runFolder, strategyFolder) {
  const records = await readParts(join(runFolder, 'data'));
  const plain = records.filter(({ source_file }) => /\.(md|txt)$/.test(source_file));
  // The longest says most.
  const record = plain.toSorted((left, right) => right.text.length - left.text.length)[0];
  if (record === undefined) return undefined;
  const source = await readFile(join(strategyFolder, record.source_file), 'utf8');
  return { file: record.source_file, rephrasing: record.rephrasing, source: prose(source), text: record.text };
}

/** A rejected piece, one with an invented number before any other. */
export async function findReject(runFolder) {
  const rejects = await readParts(join(runFolder, 'rejects'));
  return rejects.find(({ gate }) => gate?.includes('numbers_invented')) ?? rejects[0];
}

async function readParts(folder) {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => /\.jsonl(\.gz)?$/.test(name)).toSorted();
  const texts = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    }),
  );
  return texts.flatMap((text) => text.split('\n')).flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** The paragraphs of a page that are sentences, without front matter, headings, menus and tables. */
function prose(text) {
  return text
    .replace(/^---\n[^]*?\n---\n/, '')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph.length > 80 && !/^[#|[*`>]/.test(paragraph))
    .join(' ');
}

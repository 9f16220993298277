import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Json, SeedDocument } from '#engine';
import { openSources, readRows } from '#store';
import { wordmill } from '../helpers/command.ts';
import { fileOf, root } from './recipes.ts';

type Row = Readonly<Record<string, Json>>;

/** What a run left behind. */
export interface Finished {
  /** The last event that it told. */
  readonly event: Row;
  readonly stderr: string;
  readonly records: readonly Row[];
  readonly rejects: readonly Row[];
  readonly natural: readonly Row[];
}

/** Runs a recipe as a user does, with all its models somewhere else. @throws where the run does not end well */
export async function runRecipe(recipe: string, output: string, where: string): Promise<Finished> {
  const args = ['run', fileOf(recipe), '--output', output, '--model', `*=${where}`, '--format', 'json'];
  const { code, stdout, stderr } = await wordmill(args, { cwd: root, environment: { OPENAI_API_KEY: 'none' } });
  if (code !== 0) throw new Error(`${recipe} ended with ${code}: ${stdout}\n${stderr}`);
  return {
    // The last line of a run that ends well is an object.
    event: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Row,
    stderr,
    records: await rowsOf(join(output, 'data')),
    rejects: await rejectsOf(join(output, 'rejects')),
    natural: await rowsOf(join(output, 'natural')),
  };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return names.toSorted();
}

/** The rows of all parts in a folder, by id. */
async function rowsOf(folder: string): Promise<readonly Row[]> {
  const names = await namesIn(folder);
  if (names.length === 0) return [];
  const sources = await openSources(names, { baseFolder: folder, textField: 'text', idField: 'id' });
  const documents: SeedDocument[] = [];
  for (const source of sources) {
    for await (const row of readRows(source, { row: 0, offset: 0 }, new AbortController().signal)) {
      if (row.kind === 'document') documents.push(row.document);
    }
  }
  return byId(documents.map(({ fields }) => fields));
}

async function rejectsOf(folder: string): Promise<readonly Row[]> {
  const parts = await Promise.all(
    (await namesIn(folder)).map(async (name) => gunzipSync(await readFile(join(folder, name))).toString('utf8')),
  );
  const lines = parts.flatMap((part) => part.split('\n').filter((line) => line !== ''));
  return byId(lines.map((line) => JSON.parse(line) as Row));
}

function byId(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((left, right) => (shown(left['id']) < shown(right['id']) ? -1 : 1));
}

/** A run as a text for people to read and to compare: who was kept, who was not and why, and some of the texts. */
export function describeRun({ event, records, rejects, natural }: Finished): string {
  const lines = [
    `documents ${shown(event['documents'])}, skipped ${shown(event['skipped'])}, records ${records.length}, rejects ${rejects.length}, natural ${natural.length}`,
  ];
  const names = [...new Set([...records, ...rejects].map(({ rephrasing }) => shown(rephrasing)))].toSorted();
  for (const name of names) {
    const kept = records.filter(({ rephrasing }) => rephrasing === name);
    const others = rejects.filter(({ rephrasing }) => rephrasing === name);
    lines.push('', `${name}: ${kept.length} kept, ${others.length} rejected`);
    lines.push(
      ...tally(others.map(({ reason, gate }) => `  ${shown(reason)} ${gate === null ? '' : shown(gate)}`.trimEnd())),
    );
    for (const { source_id, chunk, text } of kept.slice(0, 2)) {
      lines.push(`--- ${shown(source_id)}${chunk === null ? '' : `, chunk ${shown(chunk)}`}`, shortened(shown(text)));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A value of a record, for people. */
function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function tally(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted().map((value) => `${value}: ${values.filter((one) => one === value).length}`);
}

function shortened(text: string): string {
  return text.length <= 400 ? text : `${text.slice(0, 260)} … ${text.length - 340} characters … ${text.slice(-80)}`;
}

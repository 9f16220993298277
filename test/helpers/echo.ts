import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A strategy that gives every document back, so that what a run does can be seen without a model. */
export const echo = `version: 1
strategy: echo
seeds: {from: documents.jsonl}
models:
  parrot: {mock: echo}
variables:
  audience: [a child, a student]
defaults: {model: parrot}
rephrasings:
  again:
    style: copy
    prompt: "For {{ audience }}: {{ text }}"
    keep: [not truncated, words < 10]
output: {as: jsonl, rows: 3}
`;

/** So many short documents as .jsonl. */
export function rows(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ text: `Page ${index} {{ text }} of the web.` }),
  ).join('\n');
}

/** All records of a run folder with JSON lines, in the order of its parts. */
export async function records(folder: string): Promise<readonly Record<string, unknown>[]> {
  const names = (await readdir(join(folder, 'data'))).toSorted();
  const parts = await Promise.all(names.map((name) => readFile(join(folder, 'data', name), 'utf8')));
  return parts.flatMap((part) =>
    part
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
}

/** A record without the one key that differs between two runs. */
export function withoutTime(record: unknown): unknown {
  return { ...(record as object), created: '' };
}

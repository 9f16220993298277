import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countTokens } from '#language';
import { wordmill } from '../../helpers/command.ts';
import { records } from '../../helpers/echo.ts';
import { workspace } from '../../helpers/workspace.ts';

const strategy = `version: 1
strategy: mixed
seed: 3
seeds: {from: documents.jsonl, keep: [words >= 3]}
models:
  parrot: {mock: echo}
defaults: {model: parrot}
rephrasings:
  again: {style: question-answer, prompt: "{{ text }}"}
  shout: {style: copy, prompt: "{{ text | upper }}"}
mix: {natural: 40%, styles: {conversational: 50%}}
dedup: {exact: true, minhash: {ngram: 5, bands: 14, rows: 8}}
decontaminate: {against: [bench.jsonl], ngram: 10, overlap: 0.5}
output: {as: jsonl, rows: 4}
`;

const item = 'Which of the many rivers that flow through the old town is the one that never freezes over in winter?';
const pages = Array.from(
  { length: 12 },
  (_, index) => `Page ${index} of ${index * 7} tells of thing${index} and place${index}, and of nothing else at all.`,
);
const documents = [...pages, pages[2], 'Too short.', `A quiz: ${item} Nobody knows.`];

function files(text: string) {
  return {
    'a.strategy.yaml': text,
    'documents.jsonl': documents.map((page) => JSON.stringify({ text: page })).join('\n'),
    'bench.jsonl': JSON.stringify({ question: item, choices: ['The first.', 'The second.'] }),
  };
}

async function run(folder: string, ...further: readonly string[]) {
  const args = ['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json', ...further];
  const { code, stdout, stderr } = await wordmill(args, { cwd: folder });
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line === '' ? '{}' : line) as Record<string, unknown>);
  return { code, events, stderr, last: events.at(-1) ?? {} };
}

async function naturalRows(folder: string): Promise<readonly Record<string, unknown>[]> {
  const names = (await readdir(join(folder, 'out', 'natural'))).toSorted();
  const parts = await Promise.all(names.map((name) => readFile(join(folder, 'out', 'natural', name), 'utf8')));
  return parts.flatMap((part) => part.trimEnd().split('\n')).map((line) => JSON.parse(line) as Record<string, unknown>);
}

it('removes duplicates and benchmarks, adds natural documents, and does it once', async () => {
  const folder = await workspace(files(strategy));
  const first = await run(folder);
  expect(first.code).toBe(0);
  // Of 14 documents two pieces each: `shout` repeats `again` word by word, and so does the page that is there twice.
  expect(first.last).toMatchObject({ event: 'finished', documents: 14, records: 12, rejects: 16 });
  expect(first.last).toMatchObject({ duplicates: 14, contaminated: 2, failed: 0, requests: 28, epochs: 1 });
  const kept = await records(join(folder, 'out'));
  expect(kept.map(({ text }) => text)).toEqual(pages);

  const natural = await naturalRows(folder);
  const tokensOf = (rows: readonly Record<string, unknown>[]) =>
    rows.reduce((sum, { text }) => sum + countTokens(String(text)), 0);
  const share = tokensOf(natural) / (tokensOf(natural) + tokensOf(kept));
  expect(share).toBeGreaterThanOrEqual(0.4);
  expect(share).toBeLessThan(0.46);
  expect(first.last).toMatchObject({ natural_records: natural.length, natural_tokens: tokensOf(natural) });
  expect(natural.every(({ text }) => documents.includes(String(text)) && text !== 'Too short.')).toBe(true);
  expect(first.events.filter(({ event }) => event === 'warning')).toEqual([]);

  const second = await run(folder);
  expect(second.last).toMatchObject({ event: 'finished', records: 12, duplicates: 14, requests: 0 });
  expect(second.last['natural_records']).toBe(natural.length);
  expect(await records(join(folder, 'out'))).toEqual(kept);
  expect(await naturalRows(folder)).toEqual(natural);

  const status = await wordmill(['status', 'out', '--format', 'json'], { cwd: folder });
  expect(JSON.parse(status.stdout)).toMatchObject({ state: 'finished', records: 12, natural_records: natural.length });
});

it('warns, with the numbers, of a style that is below its floor', async () => {
  const folder = await workspace(
    files(strategy.replace('natural: 40%, styles: {conversational: 50%}', 'natural: 40%, styles: {copy: 50%}')),
  );
  const { events, last } = await run(folder);
  const warning = events.find(({ event }) => event === 'warning');
  expect(warning?.['message']).toMatch(
    /^The style copy has 0 % of the mixture's tokens, where mix\.styles asks for 50 % at least\.$/,
  );
  expect(last).toMatchObject({ event: 'finished', notes: [warning?.['message']] });
  expect(await readFile(join(folder, 'out', 'README.md'), 'utf8')).toContain(String(warning?.['message']));
});

it('stops rephrasing when the mixture is large enough', async () => {
  const text = strategy
    .replace('natural: 40%, styles: {conversational: 50%}', 'natural: 50%, tokens: 200')
    .replace(/\n {2}shout:.*/, '')
    .replace(/dedup:.*\n|decontaminate:.*\n/g, '');
  const folder = await workspace(files(text));
  const { last } = await run(folder);
  const kept = await records(join(folder, 'out'));
  const tokens = kept.map((record) => countTokens(String(record['text']))).reduce((sum, more) => sum + more, 0);
  expect(tokens).toBeGreaterThanOrEqual(100);
  expect(kept.length).toBeLessThan(8);
  expect(last).toMatchObject({ event: 'finished', documents: kept.length, text_tokens: tokens, notes: [] });
  expect(Number(last['natural_tokens']) + tokens).toBeGreaterThanOrEqual(200);
});

it('makes a mixture of natural documents alone, without rephrasings and models', async () => {
  const text = `version: 1
strategy: natural
seeds: {from: documents.jsonl}
mix: {natural: 100%, tokens: 100}
output: {as: jsonl}
`;
  const folder = await workspace(files(text));
  const { last, code } = await run(folder);
  expect(code).toBe(0);
  expect(last).toMatchObject({ event: 'finished', records: 0, requests: 0, natural_share: 1, epochs: 1 });
  expect(await readdir(join(folder, 'out', 'data'))).toEqual([]);
  const natural = await naturalRows(folder);
  expect(natural.length).toBeGreaterThan(2);
  expect(natural.length).toBeLessThan(documents.length);
});

it('says at once, and not at the end, that a benchmark is not there', async () => {
  const folder = await workspace(files(strategy.replace('[bench.jsonl]', '["bench/*.jsonl"]')));
  const { code, stderr } = await run(folder);
  expect(code).toBe(2);
  expect(stderr).toContain('No file matches bench/*.jsonl, which decontaminate.against names');
  expect(await readdir(folder)).not.toContain('out');
});

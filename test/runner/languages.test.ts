import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { records } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

const strategy = `version: 1
strategy: english
seeds: {from: pages.jsonl, keep: [language == "en"]}
models: {parrot: {mock: echo}}
output: {as: jsonl}
rephrasings:
  again: {model: parrot, prompt: "{{ text }}", keep: [language == source.language, language_score > 0.5]}
`;
const pages = [
  'The ferry crosses the river twice a day, except in winter when it is frozen.',
  'Die Fähre überquert den Fluss zweimal am Tag, außer im Winter, wenn er zugefroren ist.',
  '1847 · 31 · 62',
];

test('seeds.keep by language holds in previews, samples and runs', async () => {
  const folder = await workspace({
    'a.strategy.yaml': strategy,
    'pages.jsonl': pages.map((text) => `${JSON.stringify({ text })}\n`).join(''),
    'german.txt': pages[1] ?? '',
  });
  const preview = await wordmill(['preview', 'a.strategy.yaml', '--document', 'german.txt', '--format', 'json'], {
    cwd: folder,
  });
  expect(JSON.parse(preview.stdout)).toMatchObject({
    documents: [{ skipped: { expression: 'language == "en"', value: 'de' } }],
  });
  const sample = await wordmill(['preview', 'a.strategy.yaml', '--samples', '3', '--format', 'json'], { cwd: folder });
  expect(JSON.parse(sample.stdout)).toMatchObject({
    documents: [{ skipped: null, results: [{ record: { text: pages[0], measures: { language: 'en' } } }] }],
  });
  const run = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
  expect(run.code, run.stderr).toBe(0);
  expect((await records(join(folder, 'out'))).map(({ source_row }) => source_row)).toEqual([0]);
});

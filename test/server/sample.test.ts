import { expect, test } from 'vitest';
import { sampleOf } from '../../server/sample.ts';
import { wordmill } from '../helpers/command.ts';
import { viewOf } from '../helpers/view.ts';
import { workspace } from '../helpers/workspace.ts';

function strategy(from: string): string {
  return `version: 1
strategy: drawn
seed: 5
seeds: {from: ${from}}
models: {parrot: {mock: echo}}
variables:
  audience: [a child, a student, an expert, a painter, a judge, a cook]
  tone: {warm: 1, dry: 5, plain: 3}
rephrasings:
  whole: {prompt: "{{ audience }} {{ tone }} {{ text }}"}
  every: {each: [tone], prompt: "{{ audience }} {{ tone }} {{ text }}"}
  cut: {chunk: {tokens: 20}, prompt: "{{ audience }} {{ tone }} {{ text }}"}
  joined: {chunk: {tokens: 20}, join: "\\n", prompt: "{{ audience }} {{ tone }} {{ text }}"}
`;
}

const files = {
  'web.jsonl': `${JSON.stringify({ text: 'One page of the web.' })}\n`,
  'pages/b.md': 'A second page.',
  'pages/a.md': 'A first page.',
  'pages/.hidden.md': 'None.',
  'pages/notes.pdf': 'None.',
};

const list = async (folder: string) =>
  folder === 'pages/' ? ['b.md', 'a.md', '.hidden.md', 'notes.pdf'].map((name) => ({ name, folder: false })) : [];

test.each([
  ['./web.jsonl', 'web.jsonl', 'the first row of `web.jsonl`'],
  ['pages', 'pages/a.md', '`pages/a.md`'],
  ['pages/', 'pages/a.md', '`pages/a.md`'],
  ['[pages/b.md, web.jsonl]', 'pages/b.md', '`pages/b.md`'],
])('what is said to be drawn from %s is what a preview draws', async (from, document, words) => {
  const text = strategy(from);
  const folder = await workspace({ 'a.strategy.yaml': text, ...files });
  const args = ['preview', 'a.strategy.yaml', '--document', document, '--format', 'json'];
  const { documents } = JSON.parse((await wordmill(args, { cwd: folder })).stdout) as {
    readonly documents: readonly {
      readonly results: readonly { readonly record: { rephrasing: string; variables: Record<string, unknown> } }[];
    }[];
  };
  const sample = await sampleOf(viewOf(text), list);
  expect(sample?.document).toBe(words);
  const firsts = new Map(documents[0]?.results.toReversed().map(({ record }) => [record.rephrasing, record.variables]));
  expect([...firsts.keys()].toSorted()).toEqual(['cut', 'every', 'joined', 'whole']);
  for (const [rephrasing, { audience, tone }] of firsts) {
    expect(sample?.draw(rephrasing, 'audience')).toBe(audience);
    expect(sample?.draw(rephrasing, 'tone')).toBe(rephrasing === 'every' ? undefined : tone);
  }
});

test('there is none where no file is named, or the strategy has errors', async () => {
  expect(await sampleOf(viewOf(strategy('"pages/*.md"')), list)).toBeUndefined();
  expect(await sampleOf(viewOf(strategy('hf://datasets/a/b/c.parquet')), list)).toBeUndefined();
  expect(await sampleOf(viewOf(strategy('empty')), list)).toBeUndefined();
  expect(await sampleOf(viewOf(strategy('web.jsonl').replace('version: 1', 'version: x')), list)).toBeUndefined();
});

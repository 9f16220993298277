import { features } from '#features';
import type { CompletionItem } from 'vscode-languageserver-types';
import { describe, expect, test } from 'vitest';
import { applied, viewOf } from '../../helpers/view.ts';

const head = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
  large: {mock: echo}
variables:
  audience: [a child, an expert]
  tone: [warm, dry]
`;

const folders: Readonly<Record<string, readonly { name: string; folder: boolean }[]>> = {
  './': [
    { name: 'web.jsonl', folder: false },
    { name: 'documents', folder: true },
    { name: '.git', folder: true },
    { name: 'my pages: new', folder: true },
  ],
  'documents/': [{ name: 'volcano.md', folder: false }],
};

async function completed(
  source: string,
  snippets = false,
): Promise<{ text: string; items: readonly CompletionItem[] }> {
  const view = viewOf(source);
  const items = await features.complete(view, view.cursor, {
    environment: ['HOME', 'OPENAI_API_KEY'],
    listFolder: async (folder) => folders[folder] ?? [],
    snippets,
  });
  return { text: view.text, items };
}

async function labels(source: string): Promise<readonly string[]> {
  return (await completed(source)).items.map(({ label }) => label);
}

/** The file after the item with a label was taken. */
async function taken(source: string, label: string, snippets = false): Promise<string> {
  const { text, items } = await completed(source, snippets);
  const edit = items.find((item) => item.label === label)?.textEdit;
  if (edit === undefined || !('range' in edit))
    throw new Error(`${label} is not among ${items.map((item) => item.label).join(' ')}`);
  return applied(text, [edit]);
}

describe('keys', () => {
  test('are not offered in front of the text of a line, which would become their value', async () => {
    expect(await labels('version: 1\nseeds:\n‸  from: web.jsonl\n')).toEqual([]);
  });

  test('of the file that are not there yet, needed ones first', async () => {
    const found = await labels('version: 1\n‸\nabout: x\n');
    expect(found.slice(0, 4)).toEqual(['strategy', 'seeds', 'models', 'rephrasings']);
    expect(found).not.toContain('version');
    expect(found).not.toContain('about');
  });

  test('of a rephrasing on an empty line and on a begun one', async () => {
    expect((await labels(`${head}rephrasings:\n  qa:\n    ‸\n`))[0]).toBe('prompt');
    expect(await labels(`${head}rephrasings:\n  qa:\n    prompt: "{{ text }}"\n    sa‸\n`)).toContain('sampling');
  });

  test('replace the word that stands there, colon or not', async () => {
    const begun = await taken(`${head}rephrasings:\n  qa:\n    mod‸\n`, 'model');
    expect(begun).toBe(`${head}rephrasings:\n  qa:\n    model: \n`);
    const standing = await taken(`${head}rephrasings:\n  qa:\n    mod‸: small\n`, 'model');
    expect(standing).toBe(`${head}rephrasings:\n  qa:\n    model: small\n`);
  });

  test('of a map in braces are written on the line', async () => {
    expect(await taken(`${head}defaults: {‸}\n`, 'model')).toBe(`${head}defaults: {model: }\n`);
    expect(await taken(`${head}output: {as: jsonl, ‸}\n`, 'to')).toBe(`${head}output: {as: jsonl, to: }\n`);
    expect(await taken(`${head}output: {‸ as: jsonl}\n`, 'to')).toBe(`${head}output: {to: ,  as: jsonl}\n`);
  });

  test('with placeholders a prompt begins a block, a model is chosen', async () => {
    const source = `${head}rephrasings:\n  qa:\n    ‸\n`;
    expect(await taken(source, 'prompt', true)).toBe(`${head}rephrasings:\n  qa:\n    prompt: |\n      $0\n`);
    expect(await taken(source, 'model', true)).toContain('    model: ${1|small,large|}\n');
    expect(await taken(source, 'clean', true)).toContain('    clean: ${1|think,');
    expect(await taken(source, 'sampling', true)).toContain('    sampling:\n      $0\n');
  });

  test('carry type and documentation', async () => {
    const { items } = await completed(`${head}rephrasings:\n  qa:\n    ‸\n`);
    expect(items.find(({ label }) => label === 'prompt')).toMatchObject({
      detail: 'a template',
      documentation: { kind: 'markdown', value: expect.stringContaining('Needed.') },
    });
  });
});

describe('values', () => {
  test.each([
    ['a value of a few', `${head}output: {as: ‸}\n`, ['parquet', 'jsonl']],
    ['true and false', `${head}output:\n  rejects: ‸\n`, ['true', 'false']],
    ['models', `${head}defaults:\n  model: ‸\n`, ['small', 'large']],
    ['models, begun', `${head}defaults:\n  model: sm‸\n`, ['small', 'large']],
    ['variables', `${head}rephrasings:\n  qa:\n    each: [‸]\n`, ['audience', 'tone']],
    ['variables in a list of lines', `${head}rephrasings:\n  qa:\n    each:\n      - ‸\n`, ['audience', 'tone']],
    ['a word beside numbers', 'models:\n  small:\n    limits: {concurrency: ‸}\n', ['auto']],
    ['nothing for text', 'about: so‸\n', []],
  ])('%s', async (_name, source, expected) => {
    expect(await labels(source)).toEqual(expected);
  });

  test('ids of models, and the addresses of servers on this machine', async () => {
    const source = (key: string) => `models:\n  a:\n    ${key}\n`;
    expect(await labels(source('id: ‸'))).toContain('Qwen/Qwen2.5-3B-Instruct');
    expect(await taken(source('base_url: ‸'), 'http://127.0.0.1:11434/v1')).toBe(
      source('base_url: http://127.0.0.1:11434/v1'),
    );
  });

  test('cleaning steps stand alone or in a list', async () => {
    const source = (value: string) => `${head}rephrasings:\n  qa:\n    clean: ${value}\n`;
    expect(await taken(source('‸'), 'think')).toBe(source('think'));
    expect(await taken(source('[quotes, ‸]'), 'think')).toBe(source('[quotes, think]'));
  });

  test('none in front of a value that is there', async () => {
    expect(await labels(`${head}output: {as:‸ jsonl}\n`)).toEqual([]);
    expect(await labels(`${head}output: {as: ‸jsonl}\n`)).toEqual(['parquet', 'jsonl']);
  });

  test('names of the environment, those in use first, never values', async () => {
    const found = await labels('models:\n  a:\n    base_url: ${A_URL}\n    api_key: ${‸\n');
    expect(found).toEqual(['${A_URL}', '${HOME}', '${OPENAI_API_KEY}']);
    expect(await taken('models:\n  a:\n    api_key: $‸\n', '${OPENAI_API_KEY}')).toBe(
      'models:\n  a:\n    api_key: ${OPENAI_API_KEY}\n',
    );
  });

  test('a secret is offered as a reference before anything is typed', async () => {
    const source = (value: string) => `models:\n  a: {api_key: ${value}}\n`;
    expect(await taken(source('‸'), '${OPENAI_API_KEY}')).toBe(source('${OPENAI_API_KEY}'));
  });

  test('weights that have a name, with their sizes, before the files', async () => {
    const { items } = await completed('models:\n  a: {gguf: ‸}\n');
    expect(items.map(({ label }) => label).slice(0, 2)).toEqual(['smollm2-135m', 'qwen2.5-1.5b']);
    expect(items.map(({ label }) => label)).toContain('documents/');
    expect(items[0]).toMatchObject({
      detail: '135M parameters, 98 MB, Apache-2.0',
      documentation: { value: expect.stringContaining('A toy') },
    });
    expect(items.find(({ label }) => label === 'smollm3-3b')?.detail).toContain('1.9 GB');
    expect((await labels('models:\n  a: {mock: ‸}\n'))[0]).toBe('echo');
  });

  test('paths, folders first, quoted where YAML wants it', async () => {
    expect(await labels('seeds:\n  from: ‸\n')).toEqual(['documents/', 'my pages: new/', 'web.jsonl']);
    expect(await taken('seeds:\n  from: documents/v‸\n', 'documents/volcano.md')).toBe(
      'seeds:\n  from: documents/volcano.md\n',
    );
    expect(await taken('seeds:\n  from: ‸\n', 'my pages: new/')).toBe('seeds:\n  from: "my pages: new/"\n');
    expect(await taken('seeds:\n  from: ["do‸"]\n', 'documents/')).toBe('seeds:\n  from: ["documents/"]\n');
  });
});

describe('templates', () => {
  const prompt = (value: string) => `${head}rephrasings:\n  qa:\n    prompt: |\n      ${value}\n`;

  test('names of `let`, with their expressions and types', async () => {
    const source = `${head}let:\n  bucket: words / 100\nrephrasings:\n  qa:\n    prompt: "{{ b‸ }} {{ text }}"\n`;
    expect(await taken(source, 'bucket')).toContain('{{ bucket }}');
    const found = (await completed(source)).items.find(({ label }) => label === 'bucket');
    expect(found?.detail).toBe('a number');
    expect(JSON.stringify(found?.documentation)).toContain('bucket: words / 100');
  });

  test('in an expression of `let` those that do not need it themselves', async () => {
    const found = await labels(`${head}let:\n  a: ‸\n  b: c + 1\n  c: a * 2\n  d: doc.edu\n`);
    expect(found).toContain('d');
    expect(found).toContain('words');
    expect(found).not.toContain('audience');
    for (const name of ['a', 'b', 'c']) expect(found).not.toContain(name);
  });

  test('names: variables first, then the document, then measures', async () => {
    const found = await labels(prompt('For {{ ‸'));
    expect(found.slice(0, 2)).toEqual(['audience', 'tone']);
    expect(found).toContain('text');
    expect(found).toContain('words');
    expect(found).not.toContain('ratio');
  });

  test('filters, tests, statements, fields', async () => {
    expect(await labels(prompt('{{ text | tr‸'))).toContain('truncate');
    expect(await labels(prompt('{{ text is ‸ }}'))).toContain('defined');
    expect(await labels(prompt('{% ‸'))).toContain('for');
    expect(await labels(prompt('{{ doc.topic }} {{ doc.‸ }}'))).toEqual(['topic']);
  });

  test('what goes on with the open statement stands first', async () => {
    expect((await labels(prompt('{% if text %}{% for x in [1] %}{% endfor %} {% ‸'))).slice(0, 4)).toEqual([
      'elif',
      'else',
      'endif',
      'if',
    ]);
    expect((await labels(prompt('{% set x = 1 %} {% ‸'))).at(0)).toBe('if');
  });

  test('the fields of a loop', async () => {
    expect(await labels(prompt('{% for word in [1] %}{{ loop.‸ }}{% endfor %}'))).toContain('index');
  });

  test('in front of a field only what has fields', async () => {
    expect(await labels(prompt('{{ ‸doc.topic }}'))).toEqual(['doc']);
  });

  test('nothing in front of a word that is there, unless it is an operator', async () => {
    expect(await labels(prompt('{{ ‸ text }}'))).toEqual([]);
    expect(await labels(prompt('{%‸ if text %}{% endif %}'))).toEqual([]);
    expect(await labels(prompt('{% if ‸ and text %}{% endif %}'))).toContain('audience');
  });

  test('nothing in the text around', async () => {
    expect(await labels(prompt('Write ab‸out {{ text }}'))).toEqual([]);
  });

  test('take the place of the word', async () => {
    expect(await taken(prompt('{{ te‸xt }}'), 'audience')).toBe(prompt('{{ audience }}'));
    expect(await taken(prompt('{{ text | tr‸ }}'), 'trim')).toBe(prompt('{{ text | trim }}'));
  });

  test('names of the template itself', async () => {
    expect(await labels(prompt('{% for word in [1] %}{{ ‸ }}{% endfor %}'))).toEqual(
      expect.arrayContaining(['word', 'loop']),
    );
  });
});

describe('expressions', () => {
  test.each([
    ['a gate', `${head}rephrasings:\n  qa:\n    keep: [numb‸]\n`],
    ['a gate that is not begun', `${head}rephrasings:\n  qa:\n    keep: [‸]\n`],
    ['a gate in a list of lines', `${head}rephrasings:\n  qa:\n    keep:\n      - ‸\n`],
    ['a gate of the defaults', `${head}defaults:\n  keep: [not ‸]\n`],
  ])('%s offers measures', async (_name, source) => {
    expect(await labels(source)).toEqual(expect.arrayContaining(['ratio', 'numbers_kept', 'source', 'doc']));
  });

  test('nothing in front of a number', async () => {
    expect(await labels(`${head}rephrasings:\n  qa:\n    when: words > ‸50\n`)).toEqual([]);
  });

  test('a condition on the document offers what can be measured of it alone', async () => {
    const found = await labels(`${head}rephrasings:\n  qa:\n    when: ‸\n`);
    expect(found).toEqual(expect.arrayContaining(['words', 'doc', 'text']));
    expect(found).not.toContain('ratio');
  });

  test('the source has the measures of a document', async () => {
    const found = await labels(`${head}rephrasings:\n  qa:\n    keep: [source.‸]\n`);
    expect(found).toContain('words');
    expect(found).not.toContain('truncated');
  });
});

test('filters and tests say what they are put on, names what they are', async () => {
  const detail = async (source: string, label: string) =>
    (await completed(`${head}rephrasings:\n  qa:\n    ${source}\n`)).items.find((item) => item.label === label)?.detail;
  expect(await detail('prompt: "{{ text | ‸ }}"', 'upper')).toBe('upper, of any value');
  expect(await detail('prompt: "{{ text | ‸ }}"', 'join')).toMatch(/^join\(.*\), of a list, a map or text$/);
  expect(await detail('keep: [words is ‸]', 'odd')).toMatch(/of a number$/);
  expect(await detail('keep: [‸]', 'ratio')).toBe('a number');
  expect(await detail('prompt: "{{ ‸ }}"', 'audience')).toBe('text');
});

test('the answers of earlier steps are offered with their types', async () => {
  const steps = `steps:
      - {name: pairs, prompt: "{{ text }}", expect: json, as: pair}
      - name: write
        prompt: "{{ ‸ }} {{ text }}"
`;
  const { items } = await completed(`${head}rephrasings:\n  qa:\n    ${steps}`);
  const found = new Map(items.map(({ label, detail }) => [label, detail]));
  expect(found.get('pairs')).toBe('any value');
  expect(found.get('pair')).toBe('any value');
  expect(found.has('write')).toBe(false);
});

test('codes behind an ignore, those of the file first', async () => {
  const source = `${head}# wordmill: ignore un‸\nrephrasings:\n  qa:\n    model: small\n    prompt: "{{ text }}"\n`;
  const [first] = await labels(source);
  expect(first).toBe('unused-model');
  expect(await taken(source, 'unused-variable')).toContain('# wordmill: ignore unused-variable\n');
  expect(await labels('# wordmill: igno‸\n')).toEqual([]);
});

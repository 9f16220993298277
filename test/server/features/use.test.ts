import { features, type View } from '#features';
import type { Location } from 'vscode-languageserver-types';
import { describe, expect, test } from 'vitest';
import { mark } from '../../helpers/marked.ts';
import { applied, spanIn } from '../../helpers/view.ts';
import { folder, viewsOf } from '../../helpers/views.ts';

const wrap = `version: 1
strategy: wrap
use: [shared/models.strategy.yaml, ./values.strategy.yaml]
seeds: {from: documents}
models:
  own: {mock: echo}
rephrasings:
  qa:
    model: large
    when: good
    prompt: "{{ audience }}: {{ text }}"
  wiki:
    model: own
    prompt: "{{ text }}"
`;
const models =
  'version: 1\nmodels:\n  large: {id: org/large, base_url: "http://127.0.0.1:8000"}\n  own: {mock: echo}\n';
const values =
  'version: 1\nlet:\n  good: score > 3\n  score: doc.score\nvariables:\n  audience: [a child, an expert]\n';
const other = wrap.replace('strategy: wrap', 'strategy: other').replace('  own:', '  audience: {mock: echo}\n  own:');
const files = {
  'wrap.strategy.yaml': wrap,
  'other.strategy.yaml': other,
  'shared/models.strategy.yaml': models,
  'values.strategy.yaml': values,
};

/** The views of all files, the first of them with a cursor. */
function opened(path: keyof typeof files, before: string, after: string) {
  const viewOf = viewsOf({ ...files, [path]: files[path].replace(before + after, `${before}‸${after}`) });
  const view = viewOf(path);
  return { view, all: Object.keys(files).map(viewOf), cursor: view.cursor };
}

/** Files with the places that were found in them, marked. */
function places(views: readonly View[], found: readonly Location[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    views.flatMap(({ uri, lines, analysis }) => {
      const spans = found.filter((one) => one.uri === uri).map(({ range }) => spanIn(lines, range));
      const lined = mark(analysis.text, spans)
        .split('\n')
        .filter((line) => line.includes('«'));
      return spans.length === 0 ? [] : [[uri.slice(folder.length), lined.map((line) => line.trim()).join('\n')]];
    }),
  );
}

describe('names of used files', () => {
  test('are defined there', () => {
    for (const [before, after, expected] of [
      [
        'model: la',
        'rge',
        { 'shared/models.strategy.yaml': '«large»: {id: org/large, base_url: "http://127.0.0.1:8000"}' },
      ],
      ['{{ aud', 'ience', { 'values.strategy.yaml': '«audience»: [a child, an expert]' }],
      ['when: go', 'od', { 'values.strategy.yaml': '«good»: score > 3' }],
      ['model: ow', 'n', { 'wrap.strategy.yaml': '«own»: {mock: echo}' }],
    ] as const) {
      const { view, all, cursor } = opened('wrap.strategy.yaml', before, after);
      expect(places(all, features.definition(view, cursor))).toEqual(expected);
    }
  });

  test('are found from their definition in the files that use it, and the other way round', () => {
    const expected = {
      'wrap.strategy.yaml': 'prompt: "{{ «audience» }}: {{ text }}"',
      'other.strategy.yaml': 'prompt: "{{ «audience» }}: {{ text }}"',
      'values.strategy.yaml': '«audience»: [a child, an expert]',
    };
    const inUse = opened('wrap.strategy.yaml', '{{ aud', 'ience');
    expect(places(inUse.all, features.references(inUse.view, inUse.cursor, true, inUse.all))).toEqual(expected);
    const atHome = opened('values.strategy.yaml', 'aud', 'ience');
    expect(places(atHome.all, features.references(atHome.view, atHome.cursor, true, atHome.all))).toEqual(expected);
    expect(features.references(atHome.view, atHome.cursor, false, atHome.all)).toHaveLength(2);
  });

  test('are not those of the file itself', () => {
    const { view, all, cursor } = opened('shared/models.strategy.yaml', 'ow', 'n');
    expect(places(all, features.references(view, cursor, true, all))).toEqual({
      'shared/models.strategy.yaml': '«own»: {mock: echo}',
    });
  });

  test('are told in a hover with the file that they come from', () => {
    const model = opened('wrap.strategy.yaml', 'model: la', 'rge');
    expect(features.hover(model.view, model.cursor)?.contents).toMatchObject({
      value:
        '**large**: model from `./shared/models.strategy.yaml`\n\n```yaml\nlarge: {id: org/large, base_url: "http://127.0.0.1:8000"}\n```',
    });
    const value = opened('wrap.strategy.yaml', 'when: go', 'od');
    expect(features.hover(value.view, value.cursor)?.contents).toMatchObject({
      value: expect.stringContaining(
        '**good**: computed value from `./values.strategy.yaml`\n\nComputed of each document: true or false.',
      ),
    });
  });

  test('are highlighted where they are named', () => {
    const { view, cursor } = opened('wrap.strategy.yaml', 'model: la', 'rge');
    expect(features.highlights(view, cursor)).toHaveLength(1);
  });
});

describe('a rename', () => {
  test('changes the file that defines a name, and those that use it', () => {
    const { view, all, cursor } = opened('wrap.strategy.yaml', '{{ aud', 'ience');
    const renamed = features.rename(view, cursor, 'reader', all);
    const changes = renamed?.ok === true ? (renamed.edit.changes ?? {}) : {};
    const after = Object.fromEntries(
      all.map(({ uri, analysis }) => [uri.slice(folder.length), applied(analysis.text, changes[uri] ?? [])]),
    );
    expect(after).toEqual({
      ...files,
      'wrap.strategy.yaml': wrap.replace('audience', 'reader'),
      'other.strategy.yaml': other.replace('{{ audience', '{{ reader'),
      'values.strategy.yaml': values.replace('audience', 'reader'),
    });
    const viewOf = viewsOf(after);
    for (const path of Object.keys(files)) {
      expect(viewOf(path).analysis.problems).toEqual(viewsOf(files)(path).analysis.problems);
    }
  });

  test.each([
    [
      'to a name that the file has which uses it',
      'shared/models.strategy.yaml',
      'lar',
      'ge',
      'own',
      'There is a model `own` already.',
    ],
    [
      'to a name of another used file',
      'wrap.strategy.yaml',
      '{{ aud',
      'ience',
      'score',
      '`score` means something else in templates already.',
    ],
    [
      'of a value to a variable beside it',
      'values.strategy.yaml',
      'go',
      'od',
      'audience',
      '`audience` means something else in templates already.',
    ],
  ] as const)('%s is refused', (_name, path, before, after, name, message) => {
    const { view, all, cursor } = opened(path, before, after);
    expect(features.rename(view, cursor, name, all)).toEqual({ ok: false, message });
  });
});

describe('completion', () => {
  const surroundings = {
    environment: [],
    snippets: false,
    listFolder: async () => [
      { name: 'shared', folder: true },
      { name: 'web.jsonl', folder: false },
      { name: 'models.strategy.yaml', folder: false },
      { name: 'more.strategy.yml', folder: false },
    ],
  };
  async function labels(before: string, after: string): Promise<readonly string[]> {
    const { view, cursor } = opened('wrap.strategy.yaml', before, after);
    return (await features.complete(view, cursor, surroundings)).map(({ label }) => label);
  }

  test('offers names of used files', async () => {
    expect(await labels('model: la', 'rge')).toEqual(['own', 'large']);
    expect(await labels('{{ aud', 'ience')).toEqual(expect.arrayContaining(['audience', 'good', 'score', 'text']));
    expect(await labels('when: go', 'od')).toEqual(expect.arrayContaining(['good', 'score', 'words']));
  });

  test('offers strategies and folders behind `use`', async () => {
    expect(await labels('./val', 'ues')).toEqual(['./shared/', './models.strategy.yaml', './more.strategy.yml']);
    expect(await labels('from: doc', 'uments')).toContain('web.jsonl');
  });
});

test('used files are links', () => {
  const { view } = opened('wrap.strategy.yaml', 'sha', 'red');
  expect(features.links(view).map(({ target }) => target)).toEqual([
    `${folder}shared/models.strategy.yaml`,
    `${folder}values.strategy.yaml`,
  ]);
});

import { planStrategy } from '#engine';
import { features } from '#features';
import type { Analysis } from '#language';
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { expect, test } from 'vitest';
import { filesOf } from '../../../helpers/used.ts';
import { applied } from '../../../helpers/view.ts';
import { folder, viewsOf } from '../../../helpers/views.ts';
import { doPiece, documentOf, piecesOf } from '../../../runner/engine/helpers/answering.ts';

const own = 'wrap.strategy.yaml';
const head = `version: 1
strategy: wrap
seeds: {from: web.jsonl}
models:
  small: {mock: echo}
`;
const shared = 'version: 1\nlet:\n  good: score > 3\n  score: doc.score\n';
/** Of the file `shared.strategy.yaml` where a strategy uses it. */
const used = head.replace('strategy: wrap\n', 'strategy: wrap\nuse: [./shared.strategy.yaml]\n');

interface Moved {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** Addresses of files that are made before they are written to. */
  readonly made: readonly string[];
}

/** What moving the selected text would leave of the files, action by action. */
function moves(files: Readonly<Record<string, string>>, newFile?: string): readonly Moved[] {
  const viewOf = viewsOf(files);
  const view = viewOf(own);
  const [selected] = view.spans;
  const { start, end } = selected ?? { start: view.cursor, end: view.cursor };
  const range = { start: view.lines.positionOf(start), end: view.lines.positionOf(end) };
  const texts = Object.fromEntries(Object.keys(files).map((path) => [path, viewOf(path).text]));
  return features.codeActions(view, range, ['refactor.move'], newFile).map(({ title, edit }) => ({
    title,
    files: {
      ...texts,
      ...Object.fromEntries(changesOf(edit).map(({ path, edits }) => [path, applied(texts[path] ?? '', edits)])),
    },
    made:
      edit?.documentChanges?.flatMap((change) => ('kind' in change && change.kind === 'create' ? [change.uri] : [])) ??
      [],
  }));
}

function changesOf({ changes = {}, documentChanges = [] }: WorkspaceEdit = {}) {
  const found = Object.entries(changes).map(([uri, edits]) => ({ uri, edits }));
  for (const change of documentChanges) {
    if (!('edits' in change)) continue;
    found.push({
      uri: change.textDocument.uri,
      edits: change.edits.filter((edit): edit is TextEdit => 'newText' in edit),
    });
  }
  return found.map(({ uri, edits }) => ({ path: uri.slice(folder.length), edits }));
}

function analysed(files: Readonly<Record<string, string>>): Analysis {
  return filesOf({ ...files, 'web.jsonl': '' }).analysisOf(own);
}

/** What is sent for a document. */
function sent(files: Readonly<Record<string, string>>): unknown {
  const { strategy, problems } = analysed(files);
  expect(problems).toEqual([]);
  if (strategy === undefined) throw new Error('The strategy has errors.');
  const plan = planStrategy(strategy);
  return piecesOf(plan, documentOf('What the page says.')).flatMap((piece) =>
    doPiece(plan, piece, () => 'Rephrased.').requests.map(({ messages }) => messages),
  );
}

const block = `rephrasings:
  qa:
    prompt: |
      «Keep every number, and "every" \\name.

        Write for {# whom? #}» a reader:
      {{ text }}
`;

test('what is selected becomes a value of the file that the strategy uses, and the same is sent', () => {
  const before = { [own]: `${used}${block.replace(' {# whom? #}', '')}`, 'shared.strategy.yaml': shared };
  const [moved, ...more] = moves(before);
  expect(more).toEqual([]);
  expect(moved?.title).toBe('Move the text to `./shared.strategy.yaml` as `keep_every_number`');
  expect(moved?.files).toEqual({
    [own]: `${used}rephrasings:\n  qa:\n    prompt: |\n      {{ keep_every_number }} a reader:\n      {{ text }}\n`,
    'shared.strategy.yaml': `${shared}  keep_every_number: |-
    "Keep every number, and \\"every\\" \\\\name.

      Write for"
`,
  });
  const plain = Object.fromEntries(Object.entries(before).map(([path, text]) => [path, text.replace(/[«»]/g, '')]));
  expect(sent(moved?.files ?? {})).toEqual(sent(plain));
});

test('with nothing selected, all fixed text around the cursor is moved; one line stays one', () => {
  const source = `${used}rephrasings:\n  qa:\n    prompt: "It's {{ lang }}.  Keep ev‸ery number: {{ text }}"\n`;
  const [moved] = moves({ [own]: source, 'shared.strategy.yaml': 'version: 1\nmodels:\n  own: {mock: echo}\n' });
  expect(moved?.files).toEqual({
    [own]: source.replace('.  Keep ev‸ery number:', '{{ keep_every_number }}'),
    'shared.strategy.yaml': `version: 1
models:
  own: {mock: echo}
let:
  keep_every_number: '".  Keep every number:"'
`,
  });
});

test('a new file is made where the client can, and used', () => {
  const source = `${head}rephrasings:\n  qa:\n    prompt: «It's every number» {{ text }}\n`;
  const [moved] = moves({ [own]: source }, 'shared-2.strategy.yaml');
  expect(moved?.title).toBe('Move the text to the new file `shared-2.strategy.yaml` as `it_s_every`');
  expect(moved?.made).toEqual([`${folder}shared-2.strategy.yaml`]);
  expect(moved?.files).toEqual({
    [own]: `${head.replace('strategy: wrap\n', 'strategy: wrap\nuse: [./shared-2.strategy.yaml]\n')}rephrasings:
  qa:
    prompt: "{{ it_s_every }} {{ text }}"
`,
    'shared-2.strategy.yaml': `version: 1
about: Texts that the prompts of several strategies share.

let:
  it_s_every: '"It''s every number"'
`,
  });
  expect(sent(moved?.files ?? {})).toEqual(sent({ [own]: source.replace(/[«»]/g, '') }));
});

test.each([
  ['use: [./a.strategy.yaml]', 'use: [./a.strategy.yaml, ./shared.strategy.yaml]'],
  ['use: []', 'use: [./shared.strategy.yaml]'],
  ['use:\n  - ./a.strategy.yaml # models', 'use:\n  - ./a.strategy.yaml # models\n  - ./shared.strategy.yaml'],
  ['use:\n- ./a.strategy.yaml', 'use:\n- ./a.strategy.yaml\n- ./shared.strategy.yaml'],
])('the new file stands behind those that are used: %j', (before, after) => {
  const source = `${head.replace('strategy: wrap\n', `strategy: wrap\n${before}\n`)}rephrasings:\n  qa: {prompt: "‸All of {{ text }}"}\n`;
  const moved = moves({ [own]: source, 'a.strategy.yaml': shared }, 'shared.strategy.yaml').at(-1);
  expect(moved?.files[own]).toBe(source.replace(before, after).replace('‸All of', '{{ all_of }}'));
  expect(analysed(moved?.files ?? {}).problems.map(({ code }) => code)).toEqual([]);
});

test('a name that either file has is not taken', () => {
  const file = `${shared}  keep_it: "1"\n`;
  const source = `${used}variables:\n  keep_it_2: [a]\nrephrasings:\n  qa:\n    prompt: "‸Keep it {{ text }} {{ keep_it_2 }}"\n`;
  expect(moves({ [own]: source, 'shared.strategy.yaml': file })[0]?.title).toBe(
    'Move the text to `./shared.strategy.yaml` as `keep_it_3`',
  );
});

test.each([
  ['an expression', '    prompt: "All {{ «text» }}"\n'],
  ['text with an expression', '    prompt: "«All {{ text }}»"\n'],
  ['a key', '    pro‸mpt: "All {{ text }}"\n'],
  ['blanks', '    prompt: "{{ text }}« »{{ lang }}"\n'],
  ['raw text', '    prompt: "{% raw %}{{ a‸ }}{% endraw %} {{ text }}"\n'],
])('nothing is offered for %s', (_, line) => {
  const source = `${used}rephrasings:\n  qa:\n${line}`;
  expect(moves({ [own]: source, 'shared.strategy.yaml': shared }, 'new.strategy.yaml')).toEqual([]);
});

test('without a file that is used, and where no file can be made, nothing is offered', () => {
  const source = `${head}rephrasings:\n  qa:\n    prompt: "‸All of {{ text }}"\n`;
  expect(moves({ [own]: source })).toEqual([]);
});

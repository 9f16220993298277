import { execFile } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { workspace } from '../helpers/workspace.ts';

const root = resolve(import.meta.dirname, '../..');

interface Row {
  readonly file: string;
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
}

/** DESIGN's table once more, by examples: what a file of each folder may import, and what it may not. */
const rows: readonly Row[] = [
  {
    file: 'language/checks/a.ts',
    may: ['yaml', './b.ts', '../nearest.ts'],
    mayNot: ['#engine', '#language', 'node:fs', 'fs', 'node:path', 'undici', 'vscode', '../../runner/engine/index.ts'],
  },
  {
    file: 'runner/engine/a.ts',
    may: ['#language', 'node:crypto', './b.ts'],
    mayNot: [
      '#models',
      '#store',
      'node:fs',
      'crypto/x',
      'node:timers',
      'undici',
      '../run.ts',
      '../../language/span.ts',
    ],
  },
  {
    file: 'runner/models/http/a.ts',
    may: ['#engine', '#language', '#protocol', 'yauzl', 'node:fs', '../json.ts'],
    mayNot: [
      '#store',
      'hyparquet',
      'undici',
      'commander',
      '../../engine/index.ts',
      '../../protocol.ts',
      '../../../package.json',
    ],
  },
  {
    file: 'runner/store/a.ts',
    may: ['#engine', 'hyparquet', '@mozilla/readability', 'node:fs/promises', './run/b.ts'],
    mayNot: ['#models', '#protocol', 'undici', 'vscode', '@mozilla/other', '../models/index.ts'],
  },
  {
    file: 'runner/targets/a.ts',
    may: ['#engine', '#language', '#store', 'undici', 'node:fs'],
    mayNot: ['#models', 'commander', '../cli/run.ts'],
  },
  {
    file: 'runner/protocol/a.ts',
    may: ['./b.ts'],
    mayNot: ['#engine', '#language', 'node:fs', '../run.ts', 'vscode-jsonrpc'],
  },
  {
    file: 'runner/cli/a.ts',
    may: [
      '#engine',
      '#language',
      '#models',
      '#store',
      '#targets',
      'commander',
      '../run.ts',
      '#protocol',
      '../../package.json',
    ],
    mayNot: [
      '#features',
      'vscode',
      'undici',
      '../engine/plan.ts',
      '../../server/main.ts',
      '../../test/helpers/workspace.ts',
    ],
  },
  {
    file: 'server/features/a.ts',
    may: ['#language', 'vscode-languageserver-types', './b.ts'],
    mayNot: ['#engine', '#features', 'vscode-languageserver', 'node:fs', 'node:crypto', '../main.ts'],
  },
  {
    file: 'server/a.ts',
    may: ['#language', '#features', 'vscode-languageserver/node', 'node:fs'],
    mayNot: ['#engine', '#protocol', 'vscode', './features/hover.ts', '../runner/protocol.ts'],
  },
  {
    file: 'client/a.ts',
    may: ['vscode', 'vscode-languageclient/node', '#protocol', 'node:child_process'],
    mayNot: ['#language', '#engine', '#models', '#store', 'undici', 'yaml', '../runner/load.ts'],
  },
  {
    file: 'client/grid/webview/a.ts',
    may: ['./b.ts', '../messages.ts'],
    mayNot: ['vscode', '#protocol', 'node:fs', '../grid.ts', '../grid-panel.ts', 'vscode-jsonrpc'],
  },
  { file: 'shared/a.ts', may: [], mayNot: ['node:fs'] },
];

const forms: Readonly<Record<string, (source: string) => string>> = {
  import: (source) => `import * as x from '${source}';\nx;\n`,
  'side effect': (source) => `import '${source}';\n`,
  'import type': (source) => `import type { X } from '${source}';\nexport type Y = X;\n`,
  'type query': (source) => `export type Y = import('${source}').X;\n`,
  're-export': (source) => `export { x } from '${source}';\n`,
  'export all': (source) => `export * from '${source}';\n`,
  'dynamic import': (source) => `export const x = import('${source}');\n`,
  require: (source) => `export const x = require('${source}');\n`,
  'import require': (source) => `import x = require('${source}');\nx;\n`,
};

interface Finding {
  readonly filename: string;
  readonly message: string;
}

/** Runs the linter with this rule alone over files; gives the messages by file. */
async function lint(files: Readonly<Record<string, string>>): Promise<Map<string, string[]>> {
  const folder = await workspace();
  const configuration = {
    jsPlugins: [join(root, 'scripts/lint/layers.mjs')],
    categories: { correctness: 'off' },
    rules: { 'wordmill/layers': 'error' },
  };
  await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(configuration));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const binary = join(root, 'node_modules/oxlint/bin/oxlint');
  const output = await new Promise<string>((done) => {
    execFile(process.execPath, [binary, '--format', 'json'], { cwd: folder }, (_, stdout) => done(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { readonly diagnostics: readonly Finding[] };
  const messages = new Map<string, string[]>();
  for (const { filename, message } of diagnostics) messages.set(filename, [...(messages.get(filename) ?? []), message]);
  return messages;
}

/** A file that imports each source on a line of its own. */
function importing(sources: readonly string[]): string {
  return sources.map((source) => `import '${source}';\n`).join('');
}

test.each(rows.filter(({ may }) => may.length > 0))('$file may import what its row allows', async ({ file, may }) => {
  expect(await lint({ [file]: importing(may) })).toEqual(new Map());
});

test.each(rows)('$file may import nothing else', async ({ file, mayNot }) => {
  const found = await lint({ [file]: importing(mayNot) });
  expect(found.get(file)).toHaveLength(mayNot.length);
});

test('every form of import is seen', async () => {
  const files = Object.fromEntries(
    Object.entries(forms).map(([name, form]) => [`language/${name.replaceAll(' ', '-')}.ts`, form('node:fs')]),
  );
  expect([...(await lint(files)).keys()].toSorted()).toEqual(Object.keys(files).toSorted());
});

test('a computed name is refused but where modules are installed on demand', async () => {
  const computed = 'export const load = (name: string) => import(name);\n';
  const found = await lint({ 'runner/cli/a.ts': computed, 'runner/models/a.ts': computed, 'client/a.ts': computed });
  expect([...found.keys()].toSorted()).toEqual(['client/a.ts', 'runner/cli/a.ts']);
});

test('what is no part of the product may import anything', async () => {
  const source = "import '../../language/nearest.ts';\nimport 'node:fs';\nimport '#engine';\n";
  expect(await lint({ 'test/language/a.test.ts': source, 'bench/engine/a.ts': source, 'settings.ts': source })).toEqual(
    new Map(),
  );
});

test('the message says what is allowed and where the code belongs', async () => {
  const found = await lint({ 'language/a.ts': "import { connect } from 'undici';\nconnect;\n" });
  expect(found.get('language/a.ts')).toEqual([
    'language (the strategy language: text in, values and problems out) may not import undici. ' +
      'language may import yaml and itself. Code that needs it belongs in runner/hub (the Hugging Face hub) or ' +
      'runner/targets (places that a run can go to).',
  ]);
});

test('no file of the project breaks the rule', async () => {
  const binary = join(root, 'node_modules/oxlint/bin/oxlint');
  const output = await new Promise<string>((done) => {
    const folders = ['language', 'runner', 'server', 'client'];
    execFile(
      process.execPath,
      [binary, '--format', 'json', ...folders],
      { cwd: root, maxBuffer: 2 ** 26 },
      (_, stdout) => done(stdout),
    );
  });
  const { diagnostics } = JSON.parse(output) as {
    readonly diagnostics: readonly (Finding & { readonly code: string })[];
  };
  const broken = diagnostics.filter(({ code }) => code === 'wordmill(layers)');
  expect(broken.map(({ filename, message }) => `${filename}: ${message}`)).toEqual([]);
});

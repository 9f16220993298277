/**
 * How fast the language server is, beside yaml-language-server with the generated schema on the same text in the same run:
 * `npm run build && node bench/lsp/run.mjs`. The other server is installed from npm into a temporary folder. Both run on the
 * same machine one after the other, so that ratios count and absolute times are what they are.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { generateStrategy } from './generate.mjs';
import { measure } from './measure.mjs';
import { table } from './table.mjs';

const rival = 'yaml-language-server@2.0.0';
const sizes = [200, 3400, 17_000];

const root = resolve(import.meta.dirname, '../..');
const server = join(root, 'dist/server.cjs');
if (!existsSync(server)) {
  console.error('dist/server.cjs is missing: `npm run build` makes it.');
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), 'wordmill-bench-'));
try {
  console.log(`installing ${rival} into ${folder} …`);
  const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
  await promisify(execFile)('npm', ['install', ...options, rival], { cwd: folder });
  const uri = pathToFileURL(join(folder, 'generated.strategy.yaml')).href;
  const schema = pathToFileURL(join(root, 'schemas/strategy.schema.json')).href;
  const wordmill = {
    command: [process.execPath, server, '--stdio'],
    languageId: 'wordmill-strategy',
    settings: {},
    uri,
  };
  const other = {
    command: [process.execPath, join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server'), '--stdio'],
    languageId: 'yaml',
    settings: { yaml: { schemas: { [schema]: '*.strategy.yaml' }, schemaStore: { enable: false } } },
    uri,
  };
  for (const lines of sizes) {
    const text = generateStrategy(lines, 1);
    const ours = await measure(wordmill, text);
    const theirs = await measure(other, text);
    console.log(`\n${text.split('\n').length.toLocaleString('en')} lines, ${(text.length / 1024).toFixed(0)} KB`);
    console.log(table(lines, ours, theirs));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { workspace } from '../helpers/workspace.ts';

const strategy = `version: 1
strategy: using
use: [shared/models.strategy.yaml, values.strategy.yaml]
seeds: {from: pages}
rephrasings:
  again:
    model: parrot
    when: long
    prompt: "{{ tone }}: {{ text }}"
output: {to: out, as: jsonl}
`;
const files = {
  'a.strategy.yaml': strategy,
  'shared/models.strategy.yaml':
    'version: 1\nmodels:\n  parrot: {mock: answers.jsonl}\n  other: {gguf: smollm2-135m}\n',
  'shared/answers.jsonl': '{"match": "plain", "answer": "Plain."}\n{"match": "warm", "answer": "Warm."}\n',
  'values.strategy.yaml': 'version: 1\nlet: {long: words > 2}\nvariables: {tone: [plain, warm]}\n',
  'pages/one.md': 'A page of five words.',
  'pages/two.md': 'Two words.',
};

describe('a strategy that uses other files', () => {
  it('runs with their names, by paths that are relative to them', async () => {
    const folder = await workspace(files);
    const { code, stderr } = await wordmill(['run', 'a.strategy.yaml', '--format', 'json'], { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const run = JSON.parse(await readFile(join(folder, 'out/run.json'), 'utf8')) as { strategy: { models: unknown } };
    expect(run.strategy.models).toMatchObject({ parrot: { kind: 'mock', mock: 'shared/answers.jsonl' } });

    // What it does not need may change, and the run can go on.
    await writeFile(
      join(folder, 'values.strategy.yaml'),
      files['values.strategy.yaml'].replace('variables: {', 'variables: {size: [small], '),
    );
    expect(await wordmill(['run', 'a.strategy.yaml', '--format', 'json'], { cwd: folder })).toMatchObject({ code: 0 });
    await writeFile(join(folder, 'values.strategy.yaml'), files['values.strategy.yaml'].replace('warm', 'cold'));
    const changed = await wordmill(['run', 'a.strategy.yaml', '--format', 'json'], { cwd: folder });
    expect(changed.code).not.toBe(0);
    expect(changed.stdout + changed.stderr).toContain('tone');
  });

  it('has the problems of the file that is checked, and one for a used file with errors', async () => {
    const folder = await workspace({
      ...files,
      'shared/models.strategy.yaml': 'version: 1\nmodels:\n  parrot: {mock: nowhere.jsonl}\n  other: {mok: echo}\n',
    });
    const { code, stdout } = await wordmill(['check', 'a.strategy.yaml'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^a\.strategy\.yaml:3:7: error: `shared\/models\.strategy\.yaml` has 2 errors, the first in line 3: .*nowhere\.jsonl.* \[import-errors\]$/,
      ),
    ]);
    expect(await wordmill(['check', 'values.strategy.yaml'], { cwd: folder })).toMatchObject({ code: 0 });
  });

  it('needs files that are there and can be read', async () => {
    const folder = await workspace({
      ...files,
      'a.strategy.yaml': strategy.replace('[shared/models.strategy.yaml, values', '[shared, valeus'),
    });
    const { code, stdout } = await wordmill(['check', 'a.strategy.yaml'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain('`shared` is a folder, and `use` takes files. [file-not-found]');
    expect(stdout).toContain('There is no file `valeus.strategy.yaml` beside this strategy. [file-not-found]');
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  it('does not go round in a circle of links', async () => {
    const folder = await workspace({
      'inner/a.strategy.yaml': 'version: 1\nuse: ./again/a.strategy.yaml\nlet: {x: words}\n',
      'inner/b.strategy.yaml': 'version: 1\nuse: ./again/c.strategy.yaml\n',
      'inner/c.strategy.yaml': 'version: 1\nuse: ./again/b.strategy.yaml\n',
    });
    await symlink(join(folder, 'inner'), join(folder, 'inner/again'), 'junction');
    const itself = await wordmill(['check', 'inner/a.strategy.yaml'], { cwd: folder });
    expect(itself).toMatchObject({ code: 1 });
    expect(itself.stdout).toContain('This file uses itself');
    const others = await wordmill(['check', 'inner/b.strategy.yaml'], { cwd: folder });
    expect(others.stdout).toContain('`./again/c.strategy.yaml` uses this file');
  });
});

describe('a file that only holds names', () => {
  it.each([
    ['run', 'values.strategy.yaml', '--output', 'out'],
    ['preview', 'values.strategy.yaml'],
    ['models', 'test', 'values.strategy.yaml'],
  ])('cannot be the file of `%s`', async (...args) => {
    const folder = await workspace(files);
    const { code, stderr } = await wordmill(args, { cwd: folder });
    expect(code).toBe(1);
    expect(stderr.trim()).toBe('values.strategy.yaml only holds names for other strategies; run one that uses it.');
  });
});

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { workspace } from '../helpers/workspace.ts';

const strategy = `version: 1
strategy: checked
seeds: {from: documents.jsonl}
models: {parrot: {mock: echo}}
rephrasings:
  qa:
    prompt: "{{ text }}"
    keep:
      - words >= 1
      - copied < 0.5
output: {to: out, as: jsonl}
`;

function rows(count: number): string {
  return Array.from(
    { length: count },
    (_, row) => `${JSON.stringify({ text: `A text of row ${row}, and more of it.` })}\n`,
  ).join('');
}

describe('check', () => {
  it('gives notes on what studies say, unless they are not wanted', async () => {
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(3) });
    const noted = await wordmill(['check', 'a.strategy.yaml'], { cwd: folder });
    expect(noted.code).toBe(0);
    expect(noted.stdout).toMatch(/^a\.strategy\.yaml:3:1: information: .+ \[evidence-unselected-seeds\]$/m);
    const quiet = await wordmill(['check', 'a.strategy.yaml', '--no-evidence'], { cwd: folder });
    expect(quiet).toMatchObject({ code: 0, stdout: '' });
  });

  it('tells what the last run found, until its folder is gone', async () => {
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(8) });
    expect((await wordmill(['run', 'a.strategy.yaml'], { cwd: folder })).code).toBe(0);
    const args = ['check', 'a.strategy.yaml', '--no-evidence'];
    const after = await wordmill(args, { cwd: folder });
    expect(after.code).toBe(0);
    expect(after.stdout.trimEnd().split('\n')).toEqual([
      'a.strategy.yaml:6:3: information: In the last run `qa` gave no record: all 8 answers were rejected. [run-no-output]',
      'a.strategy.yaml:10:9: information: In the last run `copied < 0.5` rejected 100 % (8 of 8) of the answers of `qa`. [run-rejected]',
    ]);
    await writeFile(join(folder, 'a.strategy.yaml'), strategy.replace('"{{ text }}"', '"Say: {{ text }}"'));
    expect((await wordmill(args, { cwd: folder })).stdout).toContain(
      '11:14: information: The strategy has changed since',
    );
    await rm(join(folder, 'out'), { recursive: true });
    expect((await wordmill(args, { cwd: folder })).stdout).toBe('');
  });
});

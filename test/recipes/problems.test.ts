import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { expectGolden } from '../helpers/golden.ts';
import { fileOf, goldens, recipes, root } from './recipes.ts';

interface Checked {
  readonly files: readonly {
    readonly file: string;
    readonly problems: readonly {
      readonly code: string;
      readonly severity: string;
      readonly message: string;
      readonly line: number;
    }[];
  }[];
}

test('no sample has an error or a warning, and the notes on it are these', async () => {
  const files = [...recipes, 'models'].map(fileOf);
  const { stdout } = await wordmill(['check', ...files, '--format', 'json'], { cwd: root });
  // The shape is a promise of the command line.
  const { files: checked } = JSON.parse(stdout) as Checked;
  const told = checked.flatMap(({ file, problems }) => problems.map((problem) => ({ file, ...problem })));
  expect(told.filter(({ severity }) => severity !== 'information')).toEqual([]);
  const notes = told.map(({ file, line, code, message }) => `${file}:${line} ${code}\n  ${message}\n`);
  expectGolden(join(goldens, 'notes.txt'), notes.join(''));
});

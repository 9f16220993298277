import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { echo, records, rows, withoutTime } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

describe('wordmill', () => {
  it('reads a document of a preview as the run reads it, whatever its bytes', async () => {
    const folder = await workspace({
      'a.strategy.yaml': echo.replace('documents.jsonl', 'pages').replace('words < 10', 'words < 30'),
    });
    await mkdir(join(folder, 'pages'));
    await writeFile(join(folder, 'pages/front.md'), '\uFEFF---\nlang: en\n---\n# A page\n');
    await writeFile(
      join(folder, 'pages/latin.html'),
      Buffer.from('<meta charset="windows-1252"><body><p>A caf\xe9 on the web.</p>', 'latin1'),
    );
    await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    const written = await records(join(folder, 'out'));
    expect(written.map(({ text }) => text).join(' ')).toContain('café');
    for (const record of written) {
      const args = ['preview', 'a.strategy.yaml', '--document', String(record['source_file']), '--format', 'json'];
      const preview = JSON.parse((await wordmill(args, { cwd: folder })).stdout) as {
        documents: { results: { record: unknown }[] }[];
      };
      expect(withoutTime(preview.documents[0]?.results[0]?.record)).toEqual(withoutTime(record));
    }
  });

  it('writes the same records with a limit, and keeps its output out of its seeds', async () => {
    const strategy = echo.replace('documents.jsonl', 'pages');
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'pages/one.md': 'One.', 'pages/two.md': 'Two.' });
    const limited = ['run', 'a.strategy.yaml', '--output', 'pages/limited', '--limit', '1'];
    expect((await wordmill(limited, { cwd: folder })).code).toBe(0);
    const [first] = await records(join(folder, 'pages/limited'));
    await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    const all = await records(join(folder, 'out'));
    expect(all).toHaveLength(2);
    expect(withoutTime(all[0])).toEqual(withoutTime(first));
    expect((await wordmill(limited, { cwd: folder })).code).toBe(0);
    expect((await wordmill(limited.slice(0, 4), { cwd: folder })).stderr).toContain('limit');
  });

  it('goes on behind a page that no parser can walk, and names it', async () => {
    const nested = '<div>'.repeat(8_000);
    const folder = await workspace({
      'a.strategy.yaml': echo.replace('documents.jsonl', 'pages'),
      'pages/a.html': nested,
      'pages/b.txt': 'Fine.',
    });
    const { code, stdout } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/"event":"warning".*pages\/a\.html/);
    expect((await records(join(folder, 'out'))).map(({ source_file }) => source_file)).toEqual(['pages/b.txt']);
  });

  it('checks the other files where one is missing, and takes files of options from the working folder', async () => {
    const folder = await workspace({
      'deep/a.strategy.yaml': echo.replace('model: parrot', 'model: parrto'),
      'deep/b.strategy.yaml': echo,
      'deep/documents.jsonl': rows(1),
      'answers.jsonl': JSON.stringify({ match: 'Page', answer: 'An answer from here.' }),
    });
    const checked = await wordmill(['check', 'deep/a.strategy.yaml', 'missing.yaml'], { cwd: folder });
    expect(checked).toMatchObject({ code: 2 });
    expect(checked.stdout).toContain('unknown-model');
    expect(checked.stderr).toContain('missing.yaml');
    const args = ['preview', 'deep/b.strategy.yaml', '--model', 'parrot=mock:answers.jsonl', '--format', 'json'];
    expect((await wordmill(args, { cwd: folder })).stdout).toContain('An answer from here.');
    expect(
      (await wordmill(['preview', 'deep/b.strategy.yaml', '--model', 'toString=mock:echo'], { cwd: folder })).code,
    ).toBe(2);
    expect(await wordmill(['init', 'answers.jsonl'], { cwd: folder })).toMatchObject({ code: 2 });
  });
});

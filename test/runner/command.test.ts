import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { echo, records, rows, withoutTime } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

describe('wordmill', () => {
  it('explains itself', async () => {
    const { code, stdout } = await wordmill(['--help']);
    expect(code).toBe(0);
    for (const command of [
      'check',
      'preview',
      'test',
      'estimate',
      'run',
      'worker',
      'status',
      'report',
      'compare',
      'models',
      'init',
      'schema',
      'serve',
    ])
      expect(stdout).toContain(command);
  });

  it('takes a wrong option as wrong usage', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(1) });
    for (const args of [
      ['run', 'a.strategy.yaml', '--limt', '3'],
      ['run', 'a.strategy.yaml', '--limit', 'many'],
      ['estimate', 'a.strategy.yaml', '--limit', '0'],
      ['estimate', 'nowhere.strategy.yaml'],
      ['run', 'a.strategy.yaml'],
      ['run', 'nowhere.strategy.yaml', '--output', 'out'],
      ['preview', 'a.strategy.yaml', '--rephrasing', 'agian'],
      ['preview', 'a.strategy.yaml', '--model', 'parrto=mock:echo'],
      ['preview', 'a.strategy.yaml', '--document', 'nowhere.md'],
      ['chekc', 'a.strategy.yaml'],
    ]) {
      const { code, stderr } = await wordmill(args, { cwd: folder });
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stderr.trim()).not.toBe('');
      expect(stderr).not.toContain('    at ');
    }
  });

  it('formats strategies, and says with --check which would change', async () => {
    const crooked = echo.replace('seeds:', 'seeds:   ').replace(/\n$/, '   \n\n\n');
    const folder = await workspace({ 'a.strategy.yaml': crooked, 'b.strategy.yaml': echo });
    const args = ['format', 'a.strategy.yaml', 'b.strategy.yaml'];
    expect(await wordmill([...args, '--check'], { cwd: folder })).toMatchObject({
      code: 1,
      stdout: 'a.strategy.yaml\n',
      stderr: '1 of 2 would be changed.\n',
    });
    expect(await readFile(join(folder, 'a.strategy.yaml'), 'utf8')).toBe(crooked);
    expect(await wordmill(args, { cwd: folder })).toMatchObject({ code: 0, stdout: 'a.strategy.yaml\n' });
    expect(await readFile(join(folder, 'a.strategy.yaml'), 'utf8')).toBe(echo);
    expect(await wordmill([...args, '--check'], { cwd: folder })).toMatchObject({ code: 0, stdout: '' });
    expect(await wordmill(['format', 'nowhere.strategy.yaml'], { cwd: folder })).toMatchObject({ code: 2 });
  });

  it('runs a corpus, and running it again does nothing more', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(10) });
    const first = await wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'], { cwd: folder });
    expect(first).toMatchObject({ code: 0 });
    const events = first.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events[0]).toMatchObject({ event: 'started' });
    expect(events.at(-1)).toMatchObject({
      event: 'finished',
      documents: 10,
      records: 10,
      rejects: 0,
      failed: 0,
      requests: 10,
    });
    const written = await records(join(folder, 'out'));
    expect(written).toHaveLength(10);
    expect(written[3]).toMatchObject({
      source_row: 3,
      source_file: 'documents.jsonl',
      rephrasing: 'again',
      style: 'copy',
      model: 'mock:echo',
    });
    expect(written[3]?.['text']).toMatch(/^For a (child|student): Page 3 \{\{ text \}\} of the web\.$/);

    // The report has the numbers of the end, not those of the last time that somebody looked.
    const report = await readFile(join(folder, 'out', 'report.html'), 'utf8');
    expect(report.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')).toMatch(/requests 10 /);

    const second = await wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'], { cwd: folder });
    expect(second.code).toBe(0);
    const last = JSON.parse(second.stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(last).toMatchObject({ event: 'finished', documents: 10, records: 10, requests: 0 });
    expect(await records(join(folder, 'out'))).toEqual(written);
  });

  it('computes the names of `let` of every document, in a run and in a preview', async () => {
    const strategy = echo
      .replace('models:', 'let:\n  even: number % 2 == 0\n  number: (text | split)[1] | int\nmodels:')
      .replace('style: copy', 'when: even\n    style: copy')
      .replace('For {{ audience }}', 'No. {{ number }} for {{ audience }}')
      .replace('words < 10', 'words < 20 and even');
    const folder = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(10) });
    const run = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    expect(run).toMatchObject({ code: 0 });
    const written = await records(join(folder, 'out'));
    expect(written.map((record) => record['source_row'])).toEqual([0, 2, 4, 6, 8]);
    expect(written[2]?.['text']).toMatch(/^No\. 4 for a (child|student): Page 4 /);
    expect(Object.keys(written[2]?.['variables'] ?? {})).toEqual(['audience']);
    const preview = await wordmill(['preview', 'a.strategy.yaml', '--samples', '10', '--format', 'json'], {
      cwd: folder,
    });
    for (const record of written) expect(preview.stdout).toContain(JSON.stringify(record['text']));
  });

  it('previews exactly what the run writes', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(10) });
    await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    const written = await records(join(folder, 'out'));
    const preview = await wordmill(['preview', 'a.strategy.yaml', '--samples', '10', '--format', 'json'], {
      cwd: folder,
    });
    expect(preview.code).toBe(0);
    const { documents } = JSON.parse(preview.stdout) as {
      documents: { results: { record: Record<string, unknown> }[] }[];
    };
    const previewed = documents.flatMap(({ results }) => results.map(({ record }) => record));
    const inOrder = previewed.toSorted((left, right) => Number(left['source_row']) - Number(right['source_row']));
    expect(JSON.stringify(inOrder.map(withoutTime))).toBe(JSON.stringify(written.map(withoutTime)));
  });

  it('counts what a preview found about faithfulness, and has it in JSON', async () => {
    const long = 'the harbour lies behind the old mill and can only be entered when the tide is high';
    const folder = await workspace({
      'a.strategy.yaml': echo.replace('For {{ audience }}: {{ text }}', 'In 1815 and 1816 {{ text }}'),
      'documents.jsonl': `${JSON.stringify({ id: 'page', text: `${long} for 92 days` })}\n`,
    });
    const { stdout } = await wordmill(['preview', 'a.strategy.yaml'], { cwd: folder });
    expect(stdout).toMatch(/\[again\] rejected: .*\nfindings: 2 number-invented, 1 copied\n\n/);
    const json = await wordmill(['preview', 'a.strategy.yaml', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(json.stdout)).toMatchObject({
      documents: [
        { results: [{ findings: [{ kind: 'number-invented' }, { output: { start: 12 } }, { source: { start: 0 } }] }] },
      ],
    });
  });

  it('previews a document of a folder as the run does', async () => {
    const strategy = echo.replace('documents.jsonl', 'pages');
    const folder = await workspace({
      'a.strategy.yaml': strategy,
      'pages/one.md': '# One\n\nA page.',
      'pages/two.txt': 'Two.',
    });
    await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    const written = await records(join(folder, 'out'));
    expect(written.map(({ source_file }) => source_file)).toEqual(['pages/one.md', 'pages/two.txt']);
    const args = ['preview', 'a.strategy.yaml', '--document', 'pages/one.md', '--format', 'json'];
    const { documents } = JSON.parse((await wordmill(args, { cwd: folder })).stdout) as {
      documents: { results: { record: unknown }[] }[];
    };
    expect(withoutTime(documents[0]?.results[0]?.record)).toEqual(withoutTime(written[0]));
  });

  it('says what is wrong with a broken file, and does not run it', async () => {
    const folder = await workspace({ 'a.strategy.yaml': 'version: 1\nstrategy: [a\nseeds: {from: x.jsonl}\n' });
    const checked = await wordmill(['check', 'a.strategy.yaml'], { cwd: folder });
    expect(checked.code).toBe(1);
    expect(checked.stdout).toMatch(/^a\.strategy\.yaml:\d+:\d+: error: .+ \[yaml-syntax\]$/m);
    const run = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('a.strategy.yaml cannot run');
    expect(await readdir(folder)).toEqual(['a.strategy.yaml']);
  });

  it('gives problems as JSON and as annotations', async () => {
    const folder = await workspace({
      'a.strategy.yaml': echo.replace('model: parrot', 'model: parrto'),
      'documents.jsonl': rows(1),
    });
    const { stdout, code } = await wordmill(['check', 'a.strategy.yaml', '--format', 'json'], { cwd: folder });
    expect(code).toBe(1);
    const { files } = JSON.parse(stdout) as { files: { file: string; problems: Record<string, unknown>[] }[] };
    const found = files[0]?.problems.find(({ code: problem }) => problem === 'unknown-model');
    expect(found).toMatchObject({ severity: 'error', line: 8, column: 19, endLine: 8, endColumn: 25 });
    const github = await wordmill(['check', 'a.strategy.yaml', '--format', 'github'], { cwd: folder });
    expect(github.stdout).toMatch(/^::error file=a\.strategy\.yaml,line=8,col=19,.*title=unknown-model::/m);
  });

  it('says which file a strategy misses', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo });
    const { code, stderr } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('documents.jsonl');
    expect(stderr).toContain('file-not-found');
  });

  it('says that a folder of documents is empty', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo.replace('documents.jsonl', 'pages'), 'pages/.keep': '' });
    const { code, stderr } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/pages/);
    expect(stderr).toMatch(/\.md/);
  });

  it('reports a corrupt line by file and line, counts it, and goes on', async () => {
    const lines = rows(6).split('\n');
    lines[2] = '{"text": "cut off';
    lines[4] = '{"title": "no text"}';
    const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': lines.join('\n') });
    const { code, stdout, stderr } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'], {
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/"event":"warning".*Line 3 of documents\.jsonl/);
    expect(stdout).toMatch(/"event":"warning".*Line 5 of documents\.jsonl/);
    expect(stdout).toMatch(/"event":"finished".*"bad_rows":2/);
    expect(stderr).not.toContain('    at ');
    expect((await records(join(folder, 'out'))).map(({ source_row }) => source_row)).toEqual([0, 1, 3, 5]);
  });

  it('keeps what a gate rejects, with the gate, its line, and the text', async () => {
    const folder = await workspace({
      'a.strategy.yaml': echo.replace('words < 10', 'words > 99'),
      'documents.jsonl': rows(2),
    });
    const { stdout } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'], {
      cwd: folder,
    });
    expect(stdout).toMatch(/"event":"finished".*"records":0,"rejects":2/);
    const preview = await wordmill(['preview', 'a.strategy.yaml', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(preview.stdout)).toMatchObject({
      documents: [{ results: [{ record: null, reject: { reason: 'gate', gate: 'words > 99', line: 13 } }] }],
    });
  });

  it('refuses a folder that another strategy has begun, and says what changed', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(3) });
    await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    await writeFile(join(folder, 'a.strategy.yaml'), echo.replace('For {{ audience }}', 'To {{ audience }}'));
    const { code, stderr } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('To {{ audience }}');
    // A comment changes nothing that counts.
    await writeFile(join(folder, 'a.strategy.yaml'), `# A comment.\n${echo}`);
    expect((await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder })).code).toBe(0);
  });

  it('runs beside a run of another strategy where it is told to fork, and goes on there', async () => {
    const folder = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(3) });
    const fork = (): ReturnType<typeof wordmill> =>
      wordmill(['run', 'a.strategy.yaml', '--output', 'out', '--fork'], { cwd: folder });
    const prompts = ['For', 'To', 'With'];
    for (const [number, prompt] of prompts.entries()) {
      await writeFile(join(folder, 'a.strategy.yaml'), echo.replace('For {{ audience }}', `${prompt} {{ audience }}`));
      const { code, stderr } = await fork();
      expect(code).toBe(0);
      const place = number === 0 ? 'out' : `out-${number + 1}`;
      expect(stderr.includes('holds a run of another strategy')).toBe(number > 0);
      expect((await readFile(join(folder, place, 'run.json'), 'utf8')).includes(`${prompt} {{ audience }}`)).toBe(true);
    }
    // The same strategy finds its own folder again, and has nothing left to do there.
    await writeFile(join(folder, 'a.strategy.yaml'), echo.replace('For {{ audience }}', 'To {{ audience }}'));
    const again = await fork();
    expect(again.stderr).toContain(`this one goes to ${join(folder, 'out-2')}.`);
    expect((await readdir(folder)).filter((name) => name.startsWith('out')).toSorted()).toEqual([
      'out',
      'out-2',
      'out-3',
    ]);
  });

  it('writes a first strategy that checks and previews without any model', async () => {
    const folder = await workspace();
    expect((await wordmill(['init', 'mine'], { cwd: folder })).code).toBe(0);
    const strategy = (await readdir(join(folder, 'mine'))).find((name) => name.endsWith('.strategy.yaml'));
    const file = join('mine', strategy ?? '');
    expect((await wordmill(['check', file], { cwd: folder })).code).toBe(0);
    const preview = await wordmill(['preview', file, '--model', '*=mock:echo', '--format', 'json'], { cwd: folder });
    expect(preview.code).toBe(0);
    expect(JSON.parse(preview.stdout)).toMatchObject({ documents: [{ skipped: null }] });
    expect((await wordmill(['init', 'mine'], { cwd: folder })).code).toBe(2);
    await rm(join(folder, 'mine'), { recursive: true });
  });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { records } from '../helpers/echo.ts';
import { workspace } from '../helpers/workspace.ts';

function lastEvent(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

const run = ['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'];

function documents(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ text: `Page ${index} of the web.\nIt has a second line.\nAnd here is a third one.` }),
  ).join('\n');
}

/** What the model says hangs on the prompt and the seed alone, as with a real one. */

const echo = (further: string, as = 'jsonl') => `version: 1
strategy: small
seeds: {from: documents.jsonl}
models: {parrot: {mock: echo}}
rephrasings:
  again: {prompt: "Say: {{ text }}", clean: [{after: "Say: "}]${further}}
output: {as: ${as}, rows: 4, raw: true}
`;

describe('records', () => {
  it.each(['jsonl', 'parquet'])('hold what the model said where that is asked for (%s)', async (as) => {
    const folder = await workspace({ 'a.strategy.yaml': echo('', as), 'documents.jsonl': documents(5) });
    expect((await wordmill(run, { cwd: folder })).code).toBe(0);
    if (as === 'parquet') {
      const { parquetReadObjects } = await import('hyparquet');
      const bytes = await readFile(join(folder, 'out/data/part-0000-000000.parquet'));
      const { compressors } = await import('../../runner/store/inputs/compressors.ts');
      const [row] = await parquetReadObjects({ compressors, file: Uint8Array.from(bytes).buffer });
      expect(Object.keys(row ?? {}).at(-1)).toBe('raw');
      expect(row?.['raw']).toBe(`Say: ${row?.['text']}`);
      return;
    }
    const [record] = await records(join(folder, 'out'));
    expect(Object.keys(record ?? {}).at(-1)).toBe('raw');
    expect(record?.['raw']).toBe(`Say: ${String(record?.['text'])}`);
  });
});

describe('documents that are too short to have a passage', () => {
  it('are counted, and a preview says so', async () => {
    const folder = await workspace({
      'a.strategy.yaml': echo(', chunk: {by: line, tokens: 20, min_tokens: 7}'),
      'documents.jsonl': `${documents(1)}\n{"text": "Short."}`,
    });
    const { code, stdout, stderr } = await wordmill(run, { cwd: folder });
    expect(code).toBe(0);
    expect(lastEvent(stdout)).toMatchObject({ event: 'finished', documents: 2, without_passage: 1 });
    expect(stderr).toContain('1 too short for a passage');
    const again = await wordmill(run, { cwd: folder });
    expect(lastEvent(again.stdout)).toMatchObject({ documents: 2, without_passage: 1 });
    const preview = await wordmill(['preview', 'a.strategy.yaml', '--samples', '2'], { cwd: folder });
    expect(preview.stdout).toContain('[again] gives nothing: the document is too short to have a passage');
  });
});

describe('a mixture', () => {
  it('that is large enough takes no further documents, and a run that is started again takes none', async () => {
    const folder = await workspace({
      'a.strategy.yaml': `${echo(', keep: [words > 3]')}mix: {tokens: 400, natural: 50%}\n`,
      'documents.jsonl': documents(200),
    });
    const first = await wordmill(run, { cwd: folder });
    expect(first.code).toBe(0);
    const { documents: read, text_tokens: tokens } = lastEvent(first.stdout);
    expect(tokens).toBeGreaterThanOrEqual(200);
    expect(Number(read)).toBeLessThan(100);
    const again = await wordmill(run, { cwd: folder });
    expect(again.code).toBe(0);
    expect(lastEvent(again.stdout)).toMatchObject({
      event: 'finished',
      documents: read,
      requests: 0,
      text_tokens: tokens,
    });
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '#store';
import { wordmill } from '../../helpers/command.ts';
import { echo, rows } from '../../helpers/echo.ts';
import {
  type ReceivedRequest,
  replies,
  type ScriptedReply,
  startScriptedServer,
} from '../../helpers/scripted-server.ts';
import { workspace } from '../../helpers/workspace.ts';

/** A strategy over a server. */
function served(url: string, further = ''): string {
  return `version: 1
strategy: served
seeds: {from: documents.jsonl}
models:
  near: {id: near, base_url: "${url}", api_key: "\${NEAR_KEY}", sampling: {max_tokens: 100}, price: {input: 1, output: 2}, parameters: 3B}
defaults: {model: near}
rephrasings:
  again: {prompt: "Say again: {{ text }}"}
${further}output: {as: jsonl}
`;
}

/** Answers chats with 40 tokens; `tokens` says how many a prompt has, and null that nobody asks for that. */
function answering(tokens: number | null): (request: ReceivedRequest) => ScriptedReply {
  return ({ path }) => {
    if (path.endsWith('/tokenize') && tokens !== null) return replies(200, { count: tokens, max_model_len: 4096 });
    if (!path.endsWith('/chat/completions')) return replies(404, {});
    return replies(200, {
      choices: [{ index: 0, message: { role: 'assistant', content: 'Again.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 25, completion_tokens: 40, total_tokens: 65 },
    });
  };
}

async function estimated(cwd: string, ...args: readonly string[]): Promise<Estimate & { readonly stderr: string }> {
  const finished = await wordmill(['estimate', 'a.strategy.yaml', '--format', 'json', ...args], {
    cwd,
    environment: { NEAR_KEY: 'sk-secret-of-mine' },
  });
  expect(finished.code, finished.stderr).toBe(0);
  expect(finished.stdout + finished.stderr).not.toContain('sk-secret');
  return { ...(JSON.parse(finished.stdout) as Estimate), stderr: finished.stderr };
}

const exactly = (value: number) => ({ low: value, likely: value, high: value });

describe('wordmill estimate', () => {
  it('counts a small corpus, with and without the model', async () => {
    const cwd = await workspace({ 'a.strategy.yaml': echo, 'documents.jsonl': rows(50) });
    for (const args of [[], ['--no-probe']]) {
      const found = await estimated(cwd, ...args);
      expect(found).toMatchObject({
        requests: exactly(50),
        documents: exactly(50),
        rows: exactly(50),
        dollars: exactly(0),
        gpu_hours: null,
        dominates: 'again',
        sample: { rows: 50, documents: 50, whole: true },
      });
      expect(found.by_rephrasing['again']).toMatchObject({ requests: 50, measured: args.length === 0 });
      expect(found.input_tokens.likely).toBeGreaterThan(400);
    }
    expect(await estimated(cwd, '--limit', '7')).toMatchObject({ requests: exactly(7), limit: 7 });
    const { stdout, stderr } = await wordmill(['estimate', 'a.strategy.yaml', '--no-probe'], { cwd });
    expect(stdout).toMatch(/requests +50 +50 +50\n/);
    expect(stdout).toMatch(/again .* 100 % +dominates, guessed/);
    expect(stderr).toContain('No model was asked');
  });

  it('contacts nobody with --no-probe, and says that its numbers are guesses', async () => {
    await using server = await startScriptedServer(answering(21));
    const cwd = await workspace({ 'a.strategy.yaml': served(server.url), 'documents.jsonl': rows(50) });
    const found = await estimated(cwd, '--no-probe');
    expect(server.requests).toHaveLength(0);
    expect(found).toMatchObject({ requests: exactly(50), probe: null, tokenizer: { near: 'estimated' } });
    expect(found.output_tokens.high).toBeGreaterThan(3 * found.output_tokens.low);
    expect(found.seconds.high).toBeGreaterThan(found.seconds.low);
  });

  it('asks a few times, and has tokens, dollars and speed from the answers', async () => {
    await using server = await startScriptedServer(answering(null));
    const cwd = await workspace({ 'a.strategy.yaml': served(server.url), 'documents.jsonl': rows(100) });
    const found = await estimated(cwd);
    const chats = server.requests.filter(({ path }) => path.endsWith('/chat/completions'));
    expect(chats.length).toBeLessThanOrEqual(25);
    expect(found.probe?.requests).toBe(chats.length);
    expect(found).toMatchObject({
      input_tokens: exactly(2_500),
      output_tokens: exactly(4_000),
      dollars: exactly((2_500 + 2 * 4_000) / 1e6),
      tokenizer: { near: 'answers' },
    });
    expect(found.by_rephrasing['again']).toMatchObject({ measured: true, share: 1 });
  });

  it('lets the server count prompts where it can', async () => {
    await using server = await startScriptedServer(answering(21));
    const cwd = await workspace({ 'a.strategy.yaml': served(server.url), 'documents.jsonl': rows(100) });
    expect(await estimated(cwd)).toMatchObject({ input_tokens: exactly(2_100), tokenizer: { near: 'server' } });
    const counting = server.requests.find(({ path }) => path === '/tokenize');
    expect(JSON.parse(counting?.body ?? '')).toMatchObject({ model: 'near', messages: [{ role: 'user' }] });
  });

  it('guesses where the server is not there, and says so', async () => {
    const gone = await startScriptedServer(answering(null));
    await gone.close();
    const cwd = await workspace({ 'a.strategy.yaml': served(gone.url), 'documents.jsonl': rows(20) });
    const found = await estimated(cwd);
    expect(found).toMatchObject({ requests: exactly(20), by_rephrasing: { again: { measured: false } } });
    expect(found.stderr).toContain('The models could not be asked');
  });

  it('asks nothing that may cost more than a probe may', async () => {
    await using server = await startScriptedServer(answering(null));
    const dear = served(server.url).replace('{input: 1, output: 2}', '{input: 1000, output: 2600}');
    const cwd = await workspace({ 'a.strategy.yaml': dear, 'documents.jsonl': rows(20) });
    const found = await estimated(cwd);
    expect(server.requests.filter(({ path }) => path.endsWith('/chat/completions'))).toHaveLength(0);
    expect(found.stderr).toContain('one request may cost more than a probe may');
    expect(found.dollars.likely).toBeGreaterThan(0);
  });

  it('follows steps that make lists as the model makes them', async () => {
    const steps = `  many:
    steps:
      - {name: parts, prompt: "Parts of: {{ text }}", expect: json, as: part, at_most: 9}
      - {name: write, prompt: "Write of {{ part }}."}
`;
    const cwd = await workspace({
      'a.strategy.yaml': served('http://127.0.0.1:9', steps),
      'documents.jsonl': rows(40),
      'answers.jsonl': [
        JSON.stringify({ match: 'Parts of', answer: '["one", "two", "three"]' }),
        JSON.stringify({ match: '', answer: 'Something was written of it.' }),
      ].join('\n'),
    });
    const found = await estimated(cwd, '--model', '*=mock:answers.jsonl');
    expect(found.by_rephrasing['many']).toMatchObject({ requests: 160 });
    expect(found).toMatchObject({ requests: exactly(200), dominates: 'many' });
    const guess = await estimated(cwd, '--no-probe');
    expect(guess.requests).toMatchObject({ low: expect.any(Number), likely: 440 });
    expect(guess.requests.low).toBeLessThan(200);
  });

  it('says GPU-hours where the strategy has servers, for all workers of a target', async () => {
    const strategy = served('http://127.0.0.1:9')
      .replace('parameters: 3B', 'parameters: 3B, serve: {engine: vllm, gpus: 2}')
      .replace('\noutput:', '\ntargets: {hpc: {kind: slurm, workers: 4, gpus: 2}}\noutput:');
    const cwd = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(9_000) });
    const [alone, shared] = [await estimated(cwd, '--no-probe'), await estimated(cwd, '--no-probe', '--target', 'hpc')];
    expect(alone.gpu_hours?.likely).toBeCloseTo((2 * alone.seconds.likely) / 3600, 2);
    expect(shared.seconds.likely).toBeLessThan(alone.seconds.likely / 2);
    expect(await wordmill(['estimate', 'a.strategy.yaml', '--target', 'nowhere'], { cwd })).toMatchObject({ code: 2 });
  });

  it('looks into large files of every kind', async () => {
    const pages = Array.from({ length: 9_000 }, (_, row) =>
      JSON.stringify({ text: `Page ${row} has ${row % 7} sentences. `.repeat(1 + (row % 7)) }),
    ).join('\n');
    const cwd = await workspace({
      'a.strategy.yaml': echo.replace('documents.jsonl', '[plain.jsonl, packed.jsonl.gz]'),
      'plain.jsonl': `${pages}\n`.repeat(8),
    });
    await writeFile(join(cwd, 'packed.jsonl.gz'), gzipSync(`${pages}\n`.repeat(40)));
    const found = await estimated(cwd, '--no-probe');
    const truth = 8 * 9_000 + 40 * 9_000;
    expect(found.sample.whole).toBe(false);
    expect(found.sample.rows).toBeLessThan(20_000);
    expect(Math.abs(found.requests.likely / truth - 1)).toBeLessThan(0.1);
    expect(found.requests.low).toBeLessThan(truth);
    expect(found.requests.high).toBeGreaterThan(truth);
  });

  it('looks into some of many files, and into Parquet', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 700 }, (_, index) => [
        `pages/${index}.txt`,
        `Page ${index}. ${'More. '.repeat(index % 50)}`,
      ]),
    );
    const cwd = await workspace({
      ...pages,
      'a.strategy.yaml': echo.replace('documents.jsonl', 'pages'),
      'many.jsonl': Array.from({ length: 12_000 }, (_, row) =>
        JSON.stringify({ text: `Row ${row} says ${Math.imul(row, 2_654_435_761)} and ${(row * 7919) % 10_007}.` }),
      ).join('\n'),
    });
    const files = await estimated(cwd, '--no-probe');
    expect(files).toMatchObject({ requests: { likely: 700 }, rows: { likely: 700 }, sample: { whole: false } });
    expect(files.sample.rows).toBeLessThan(650);

    const make = echo
      .replace('documents.jsonl', 'many.jsonl')
      .replace('words < 10', 'words > 0')
      .replace('{as: jsonl, rows: 3}', '{as: parquet, rows: 12000}');
    await writeFile(join(cwd, 'make.strategy.yaml'), make);
    await wordmill(['run', 'make.strategy.yaml', '--output', 'made'], { cwd });
    await writeFile(join(cwd, 'a.strategy.yaml'), echo.replace('documents.jsonl', 'made/data'));
    const parquet = await estimated(cwd, '--no-probe');
    expect(parquet.sample.whole).toBe(false);
    expect(parquet.requests).toEqual(exactly(12_000));
    expect(parquet.input_tokens.low).toBeLessThan(parquet.input_tokens.high);
  });

  it('is compared with the run that follows, in its last words and in its report', async () => {
    await using server = await startScriptedServer(answering(null));
    const cwd = await workspace({ 'a.strategy.yaml': served(server.url), 'documents.jsonl': rows(30) });
    const environment = { NEAR_KEY: 'sk-secret-of-mine' };
    const { stderr } = await wordmill(['estimate', 'a.strategy.yaml', '--output', 'out'], { cwd, environment });
    expect(stderr).toContain(join('out', 'estimate.json'));
    const run = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd, environment });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/Against the estimate, .*requests 30 \(30 to 30\) · tokens in 750 \(750 to 750\)/);
    expect(run.stderr).not.toContain('Resuming');
    const report = (await readFile(join(cwd, 'out', 'report.html'), 'utf8')).replaceAll(/<[^>]+>/g, ' ');
    expect(report.replaceAll(/\s+/g, ' ')).toContain('tokens out 1,200 1,200 1,200 1,200 as expected');
    // The estimate of another strategy is none of this one.
    const other = served(server.url).replace('Say again', 'Say once more');
    const elsewhere = await workspace({
      'a.strategy.yaml': other,
      'documents.jsonl': rows(3),
      'out/estimate.json': await readFile(join(cwd, 'out', 'estimate.json'), 'utf8'),
    });
    const second = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: elsewhere, environment });
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).not.toContain('Against the estimate');
  });
});

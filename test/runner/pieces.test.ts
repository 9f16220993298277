import type { ChildProcess } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { records, withoutTime } from '../helpers/echo.ts';
import { says, startScriptedServer } from '../helpers/scripted-server.ts';
import { workspace } from '../helpers/workspace.ts';

/** A strategy that takes every way through a piece, over one model. */
function strategyOver(model: string, further = ''): string {
  return `version: 1
strategy: ways
seed: 3
seeds: {from: documents.jsonl}
models:
  one: ${model}
variables: {who: [a child, a student]}
defaults: {model: one}
rephrasings:
  carried:
    style: plain
    chunk: {by: line, tokens: 8, carry: previous, keep: words < 30}
    prompt: "CARRY {{ who }} ({{ previous }}) {{ text }}"
    join: "\\n"
    keep: words > 2
  apart:
    chunk: {by: line, tokens: 8, min_tokens: 3}
    prompt: "APART {{ who }} {{ text }}"
    on_fail: {retry: 2}
    keep: '"1" in opening'
  grow:
    steps:
      - {name: list, prompt: "LIST {{ text }}", expect: json, as: pair, at_most: 2}
      - {name: write, prompt: "WRITE {{ pair.genre }} {{ text }}", clean: [think]}
      - {name: verdict, prompt: "JUDGE {{ write }}", expect: json}
    result: write
    keep: verdict.score > 1
    assemble: "{{ pair.genre }}: {{ output }}"
  pairs:
    prompt: "PAIRS {{ text }}"
    clean: [{pairs: {at_most: source.words / 3, count: uniform, shuffle: true}}]
    assemble: "{{ text }}\\n\\n{{ output }}"
output: {as: jsonl, rows: 3}
${further}`;
}

function documents(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ text: `Page ${index} of the web.\nIt has a second line.\nAnd here is a third one.` }),
  ).join('\n');
}

/** What the model says hangs on the prompt and the seed alone, as with a real one. */
function answerTo(prompt: string, seed: number): string {
  if (prompt.startsWith('LIST')) return 'Sure: [{"genre": "A"}, {"genre": "B"}, {"genre": "C"}]';
  if (prompt.startsWith('JUDGE')) return `{"score": ${prompt.length % 3}}`;
  if (prompt.startsWith('WRITE')) return `<think>Hm.</think>${prompt.slice(6)} (${seed})`;
  if (prompt.startsWith('APART')) return `${seed % 2} ${prompt}`;
  if (prompt.startsWith('PAIRS'))
    return ['x', 'y', 'z', 'w', 'v'].map((name) => `**Question:** ${name}${seed}?\nAnswer: ${name}.`).join('\n');
  return `${prompt.length} words ${seed}`;
}

interface Body {
  readonly messages: readonly { readonly content: string }[];
  readonly seed: number;
}

/** A model server that answers so, and may hold every answer until it is told. */
function model(onRequest: (index: number) => void = () => undefined) {
  return startScriptedServer(({ body, index }) => {
    // Only the runner sends requests here.
    const { messages, seed } = JSON.parse(body) as Body;
    onRequest(index);
    return says(answerTo(messages.at(-1)?.content ?? '', seed));
  });
}

async function rejects(folder: string): Promise<readonly Record<string, unknown>[]> {
  const names = (await readdir(join(folder, 'rejects'))).toSorted();
  const parts = await Promise.all(names.map(async (name) => gunzipSync(await readFile(join(folder, 'rejects', name)))));
  return parts.flatMap((part) =>
    part
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  );
}

function lastEvent(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>;
}

const run = ['run', 'a.strategy.yaml', '--output', 'out', '--format', 'json'];

describe('a run and a preview of everything that a strategy can say', () => {
  it('write the same, byte for byte', async () => {
    await using server = await model();
    const folder = await workspace({
      'a.strategy.yaml': strategyOver(`{id: m, base_url: "${server.url}"}`),
      'documents.jsonl': documents(4),
    });
    const { code, stdout } = await wordmill(run, { cwd: folder });
    expect(code).toBe(0);
    const written = await records(join(folder, 'out'));
    const rejected = await rejects(join(folder, 'out'));
    expect(new Set(written.map(({ rephrasing }) => rephrasing))).toEqual(
      new Set(['carried', 'apart', 'grow', 'pairs']),
    );
    expect(rejected.length).toBeGreaterThan(0);
    expect(lastEvent(stdout)).toMatchObject({
      event: 'finished',
      records: written.length,
      rejects: rejected.length,
      requests: server.requests.length,
      input_tokens: 9 * server.requests.length,
      output_tokens: 4 * server.requests.length,
      by_model: { one: { input_tokens: 9 * server.requests.length, output_tokens: 4 * server.requests.length } },
    });

    const preview = await wordmill(['preview', 'a.strategy.yaml', '--samples', '4', '--format', 'json'], {
      cwd: folder,
    });
    const { documents: previewed } = JSON.parse(preview.stdout) as {
      documents: {
        results: {
          record: Record<string, unknown> | null;
          reject: { message: string; text: string | null } | null;
          messages: unknown[];
          steps: { name: string | null; raw: string }[];
          rephrasing: string;
        }[];
      }[];
    };
    const results = previewed.flatMap((document) => document.results);
    const inOrder = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted();
    expect(inOrder(results.flatMap(({ record }) => (record === null ? [] : [withoutTime(record)])))).toEqual(
      inOrder(written.map(withoutTime)),
    );
    const verdict = ({ message, text }: { message?: unknown; text?: unknown }) => [message, text];
    expect(inOrder(results.flatMap(({ reject }) => (reject === null ? [] : [verdict(reject)])))).toEqual(
      inOrder(rejected.map(verdict)),
    );
    expect(results.every(({ messages }) => messages.length === 1)).toBe(true);
    const grown = results.find(({ rephrasing }) => rephrasing === 'grow');
    expect(grown?.steps.map(({ name }) => name)).toEqual(
      ['list', 'write', 'verdict'].slice(3 - (grown?.steps.length ?? 0)),
    );
  });

  it('are killed at any moment, and lose and repeat nothing but what was in flight', async () => {
    await using whole = await model();
    const strategy = (url: string) => strategyOver(`{id: m, base_url: "${url}", limits: {concurrency: 2}}`);
    const files = (url: string) => ({ 'a.strategy.yaml': strategy(url), 'documents.jsonl': documents(6) });
    const undisturbed = await workspace(files(whole.url));
    expect((await wordmill(run, { cwd: undisturbed })).code).toBe(0);
    const expected = (await records(join(undisturbed, 'out'))).map(comparable);

    let child: ChildProcess | null = null;
    let kill = 0;
    await using server = await model((index) => {
      if (index === kill) child?.kill('SIGKILL');
    });
    const folder = await workspace(files(server.url));
    let killed = 0;
    for (;;) {
      // Further each time, so that it comes to an end.
      kill = server.requests.length + 25 + 3 * killed;
      const { code } = await wordmill(run, { cwd: folder, onStart: (started) => (child = started) });
      if (code === 0) break;
      killed++;
    }
    expect(killed).toBeGreaterThan(2);
    expect((await records(join(folder, 'out'))).map(comparable)).toEqual(expected);
    // Two requests in flight, and those whose answers were less than a window of the journal old.
    const bodies = server.requests.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(new Set(whole.requests.map(({ body }) => body)).size);
    const repeated = bodies.length - whole.requests.length;
    expect(repeated).toBeLessThan(killed * 25);
  }, 60_000);
});

/** A record without the time, and without the strategy’s hash, which has the server’s address in it. */
function comparable(record: Record<string, unknown>): unknown {
  return { ...(withoutTime(record) as object), strategy_hash: '' };
}

describe('a budget', () => {
  it('ends a run with one sentence, and a larger one goes on with it', async () => {
    await using server = await model();
    const strategy = (tokens: number) =>
      strategyOver(
        `{id: m, base_url: "${server.url}", sampling: {max_tokens: 50}, limits: {concurrency: 3}}`,
        `budget: {tokens: ${tokens}}\n`,
      );
    const folder = await workspace({ 'a.strategy.yaml': strategy(500), 'documents.jsonl': documents(4) });
    const first = await wordmill(run, { cwd: folder });
    expect(first.code).toBe(3);
    const spent = 13 * server.requests.length;
    expect(lastEvent(first.stdout)).toMatchObject({
      event: 'interrupted',
      message: expect.stringContaining('500 tokens'),
    });
    expect(first.stderr).toMatch(
      /^The budget of 500 tokens does not suffice for the next request, which may cost \d+ tokens: \d+ tokens are spent; raise budget\.tokens and run the same command again to go on\./m,
    );
    expect(first.stderr).toContain(`${spent} tokens are spent`);
    expect(spent).toBeGreaterThan(400);
    expect(spent).toBeLessThanOrEqual(500);

    const again = await wordmill(run, { cwd: folder });
    expect(again.code).toBe(3);
    expect(13 * server.requests.length).toBeLessThanOrEqual(500);

    await writeFile(join(folder, 'a.strategy.yaml'), strategy(1_000_000));
    const last = await wordmill(run, { cwd: folder });
    expect(last.code).toBe(0);
    expect(lastEvent(last.stdout)).toMatchObject({ event: 'finished', input_tokens: 9 * server.requests.length });
    expect(new Set(server.requests.map(({ body }) => body)).size).toBe(server.requests.length);
  }, 30_000);

  it('in dollars is refused where a model that is asked has no price', async () => {
    const folder = await workspace({
      'a.strategy.yaml': strategyOver('{mock: echo}', 'budget: {dollars: 5}\n'),
      'documents.jsonl': documents(1),
    });
    const { code, stderr } = await wordmill(run, { cwd: folder });
    expect(code).toBe(1);
    expect(stderr).toContain('`one` needs `price`');
    expect(await readdir(folder)).not.toContain('out');
  });
});

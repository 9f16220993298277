import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  methods,
  type PreviewedRephrasing,
  type PreviewParams,
  type PreviewProgress,
  type PreviewResult,
} from '#protocol';
import { wordmill } from '../../helpers/command.ts';
import { type ReceivedRequest, says, startScriptedServer } from '../../helpers/scripted-server.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

const strategy = (url: string, gate = 'words < 3'): string => `version: 1
strategy: kept
seeds: {from: pages}
models:
  big: {id: some/model, base_url: "${url}", sampling: {temperature: 0.5}}
variables: {audience: [a child, a student, a nurse, a pilot]}
defaults: {model: big}
rephrasings:
  again:
    prompt: "For {{ audience }}: {{ text }}"
    rollouts: 2
  short:
    prompt: "Short: {{ text }}"
    clean: [quotes]
    keep: [${gate}]
output: {to: out, as: jsonl, raw: true}
`;

/** Says something that hangs on the prompt and on the seed. */
const answered = ({ body }: ReceivedRequest) => {
  const { messages, seed } = JSON.parse(body) as { messages: { content: string }[]; seed: number };
  return says(`"${messages[0]?.content.slice(0, 12)} and so on, ${seed % 1000}"`);
};

/** What differs between two runs of the same is left out. */
const settled = (row: unknown): string => JSON.stringify({ ...(row as object), created: '' });

async function opened(url: string) {
  const folder = await workspace({ 'a.strategy.yaml': strategy(url), 'pages/one.md': 'One page about tides.' });
  const path = join(folder, 'a.strategy.yaml');
  const { connection } = startService();
  const progress: PreviewProgress[] = [];
  connection.onNotification(methods.previewProgress, (one: PreviewProgress) => void progress.push(one));
  const preview = async (over: Partial<PreviewParams> = {}): Promise<readonly PreviewedRephrasing[]> => {
    progress.length = 0;
    const params: PreviewParams = {
      strategy: { path, text: strategy(url) },
      document: { kind: 'sample', index: 0 },
      rephrasings: [],
      environment: {},
      token: 'one',
      ...over,
    };
    return (await connection.sendRequest<PreviewResult>(methods.preview, params)).documents[0]?.results ?? [];
  };
  return { folder, path, preview, progress };
}

describe('answers that were given before', () => {
  it('make the very records and rejects that the run writes, asked anew or not', async () => {
    await using server = await startScriptedServer(answered);
    const { folder, path, preview, progress } = await opened(server.url);
    expect((await wordmill(['run', path])).code).toBe(0);
    const records = (await readFile(join(folder, 'out/data/part-0000-000000.jsonl'), 'utf8')).trim().split('\n');
    const packed = await readFile(join(folder, 'out/rejects/part-0000-000000.jsonl.gz'));
    const rejects = gunzipSync(packed).toString('utf8').trim().split('\n');
    expect([records.length, rejects.length]).toEqual([2, 1]);
    const byRun = server.requests.length;

    const first = await preview();
    expect(server.requests.length).toBe(2 * byRun);
    const second = await preview();
    expect(server.requests.length).toBe(2 * byRun);
    for (const results of [first, second]) {
      expect(results.flatMap(({ record }) => (record === null ? [] : [settled(record)])).toSorted()).toEqual(
        records.map((line) => settled(JSON.parse(line))).toSorted(),
      );
      const [reject] = results.flatMap(({ reject: one }) => (one === null ? [] : [one]));
      const written = JSON.parse(rejects[0] ?? '') as Record<string, unknown>;
      for (const key of ['reason', 'message', 'gate', 'line', 'text', 'measures']) {
        expect(reject?.[key as keyof typeof reject]).toEqual(written[key]);
      }
    }
    expect(settled(second[0]?.record)).toBe(settled(first[0]?.record));
    // The text comes at once, in one piece.
    const texts = progress.filter(({ text }) => text !== '');
    expect(texts.map(({ text }) => text).toSorted()).toEqual(second.map(({ raw }) => raw ?? '').toSorted());
  });

  it('are cleaned, measured and judged anew', async () => {
    await using server = await startScriptedServer(answered);
    const { path, preview } = await opened(server.url);
    const short = { rephrasings: ['short'] };
    expect((await preview(short))[0]?.reject).toMatchObject({ gate: 'words < 3', line: 15 });
    const text = strategy(server.url, 'words < 9');
    expect((await preview({ ...short, strategy: { path, text } }))[0]?.record).toMatchObject({
      measures: { words: 7 },
    });
    expect(server.requests.length).toBe(1);
    // Anything that the answer hangs on is another request.
    for (const [from, to] of [
      ['temperature: 0.5', 'temperature: 0.6'],
      ['Short:', 'Shorter:'],
      ['id: some/model', 'id: other/model'],
      ['strategy: kept', 'strategy: kept\nseed: 3'],
    ] as const) {
      const before = server.requests.length;
      await preview({ ...short, strategy: { path, text: text.replace(from, to) } });
      expect(server.requests.length, to).toBe(before + 1);
    }
  });

  it('are passed by where the same is asked for again: other seeds, the same prompts and variables', async () => {
    await using server = await startScriptedServer(answered);
    const { preview } = await opened(server.url);
    const said = async (again: number) => {
      const results = await preview({ rephrasings: ['again'], again });
      return results.map(({ messages, record }) => ({
        messages,
        variables: record?.['variables'],
        seed: record?.['seed'],
      }));
    };
    const [none, one, once, two] = [await said(0), await said(1), await said(1), await said(2)];
    expect(server.requests.length).toBe(8);
    expect(once).toEqual(one);
    const without = (results: typeof none) => results.map(({ messages, variables }) => ({ messages, variables }));
    expect(without(one)).toEqual(without(none));
    expect(without(two)).toEqual(without(none));
    expect(new Set([...none, ...one, ...two].map(({ seed }) => seed)).size).toBe(6);
    const sent = server.requests.map(({ body }) => (JSON.parse(body) as { seed: number }).seed);
    expect(new Set(sent)).toEqual(new Set([...none, ...one, ...two].map(({ seed }) => seed)));
    expect(await said(0)).toEqual(none);
    expect(server.requests.length).toBe(8);
  });

  it('are no failures', async () => {
    let refuse = true;
    await using server = await startScriptedServer((request) =>
      refuse ? (response) => response.writeHead(400).end('no') : answered(request),
    );
    const { preview } = await opened(server.url);
    expect((await preview({ rephrasings: ['short'] }))[0]?.reject).toMatchObject({ reason: 'request-failed' });
    refuse = false;
    expect((await preview({ rephrasings: ['short'] }))[0]?.raw).toMatch(/and so on/);
  });
});

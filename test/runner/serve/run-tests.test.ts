import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { methods, type RunTestsParams, type TestResultMessage } from '#protocol';
import { startScriptedServer, stalls } from '../../helpers/scripted-server.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

const strategy = `version: 1
strategy: tested
seeds: {from: pages}
models: {parrot: {mock: echo}}
defaults: {model: parrot}
rephrasings:
  plain:
    prompt: "{{ text }}"
  long:
    when: words > 3
    prompt: "Long: {{ text }}"
tests:
  - {document: pages/one.md, expect: [words == 2, words > 9]}
  - {document: pages/none.jsonl, expect: [words > 1]}
  - document: pages/two.md
    rephrasings: [long]
    expect: words == 6
output: {to: out, as: jsonl}
`;

async function opened(text = strategy) {
  const folder = await workspace({
    'a.strategy.yaml': 'what is on the disk does not count',
    'pages/one.md': 'One page.',
    'pages/two.md': 'Two pages about tides.',
    'pages/none.jsonl': '{}',
  });
  const { connection } = startService();
  const told: TestResultMessage[] = [];
  connection.onNotification(methods.testResult, (one: TestResultMessage) => void told.push(one));
  const params: RunTestsParams = {
    strategy: { path: join(folder, 'a.strategy.yaml'), text },
    environment: {},
    tests: [],
    rephrasings: [],
    token: 'mine',
  };
  const run = async (over: Partial<RunTestsParams>) => {
    told.length = 0;
    await connection.sendRequest(methods.runTests, { ...params, ...over });
    return told.map(({ test, rephrasing, expect: expectation, passed }) => [test, rephrasing, expectation, passed]);
  };
  return { connection, params, told, run };
}

describe('wordmill/runTests', () => {
  it('tells every result as it comes, from the buffer, and goes on where a document cannot be read', async () => {
    const { told, run } = await opened();
    expect(await run({})).toEqual([
      [0, 'plain', 'words == 2', true],
      [0, 'plain', 'words > 9', false],
      [1, '*', 'words > 1', false],
      [2, 'long', 'words == 6', false],
    ]);
    expect(told[1]).toEqual({
      token: 'mine',
      test: 0,
      rephrasing: 'plain',
      expect: 'words > 9',
      line: 13,
      passed: false,
      value: 2,
      output: 'One page.',
      message: '`words > 9` failed: words is 2.',
    });
    expect(told[2]?.message).toMatch(/^Line 1 of pages\/none\.jsonl has nothing in the field text/);
  });

  it('does only those that are wanted, and sends requests elsewhere', async () => {
    const { told, run, params } = await opened();
    expect(await run({ tests: [2] })).toEqual([[2, 'long', 'words == 6', false]]);
    expect(await run({ rephrasings: ['plain'] })).toEqual([
      [0, 'plain', 'words == 2', true],
      [0, 'plain', 'words > 9', false],
      [1, '*', 'words > 1', false],
    ]);
    // Of a test of all rephrasings, one that does not apply has nothing to say, whether it is asked for alone or not.
    expect(await run({ tests: [0], rephrasings: ['long'] })).toEqual([]);
    const text = strategy.replace('{mock: echo}', '{id: some/model, base_url: "http://127.0.0.1:9"}');
    const elsewhere = { strategy: { ...params.strategy, text }, tests: [0] };
    expect((await run({ ...elsewhere, models: { '*': 'mock:echo' } })).length).toBe(2);
    await expect(run(elsewhere)).rejects.toThrow(/127\.0\.0\.1:9/);
    expect(told).toEqual([]);
  });

  it('is given up when it is cancelled', async () => {
    await using server = await startScriptedServer(() => stalls);
    const { connection, params, told } = await opened();
    const source = new CancellationTokenSource();
    const models = { parrot: `${server.url}/v1` };
    const text = strategy.replace('{mock: echo}', '{id: some/model, base_url: "http://127.0.0.1:9"}');
    const running = connection.sendRequest(
      methods.runTests,
      { ...params, strategy: { ...params.strategy, text }, models },
      source.token,
    );
    const request = await server.arrival(0);
    source.cancel();
    await request.abandoned;
    await expect(running).rejects.toThrow('Cancelled.');
    expect(told).toEqual([]);
  });
});

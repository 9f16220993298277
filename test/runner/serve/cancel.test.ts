import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { methods, type PreviewProgress } from '#protocol';
import { event, type ScriptedReply, stalls, startScriptedServer } from '../../helpers/scripted-server.ts';
import { startService } from '../../helpers/service.ts';
import { workspace } from '../../helpers/workspace.ts';

/** How long a graphics processor may go on for nobody. */
const soonMs = 100;

/** Begins an answer and never ends it. */
const drags: ScriptedReply = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(event('Once upon a time'));
};

/** The machine may have other things to do: a try that was disturbed does not count, one that was not does. */
const tries = 5;

async function fastest(reply: ScriptedReply, untilText: boolean): Promise<number> {
  await using server = await startScriptedServer(() => reply);
  const text = `version: 1
strategy: cancelled
seeds: {from: pages}
models: {big: {id: some/model, base_url: "${server.url}"}}
rephrasings:
  one: {model: big, prompt: "{{ text }}"}
  two: {model: big, prompt: "Two {{ text }}"}
output: {as: jsonl}
`;
  const folder = await workspace({ 'pages/one.md': 'A page.' });
  const { connection } = startService();
  let best = Infinity;
  for (let attempt = 0; attempt < tries && best >= soonMs; attempt++) {
    const wrote = new Promise<void>((resolve) => {
      connection.onNotification(methods.previewProgress, ({ token, text: further }: PreviewProgress) => {
        if (token === `${attempt}` && further !== '') resolve();
      });
    });
    const source = new CancellationTokenSource();
    const params = {
      strategy: { path: join(folder, 'a.strategy.yaml'), text },
      document: { kind: 'sample', index: 0 },
      rephrasings: [],
      environment: {},
      token: `${attempt}`,
    };
    const preview = connection.sendRequest(methods.preview, params, source.token);
    preview.catch(() => undefined);
    const requests = [await server.arrival(2 * attempt), await server.arrival(2 * attempt + 1)];
    if (untilText) await wrote;
    const began = performance.now();
    source.cancel();
    await Promise.all(requests.map(({ abandoned }) => abandoned));
    best = Math.min(best, performance.now() - began);
    await expect(preview).rejects.toThrow('Cancelled.');
  }
  return best;
}

it('closes the sockets of a cancelled preview within a tenth of a second, before an answer and in the middle of it', async () => {
  expect(await fastest(stalls, false)).toBeLessThan(soonMs);
  expect(await fastest(drags, true)).toBeLessThan(soonMs);
});

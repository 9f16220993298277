import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wordmill } from '../helpers/command.ts';
import { records } from '../helpers/echo.ts';
import { says, startScriptedServer } from '../helpers/scripted-server.ts';
import { workspace } from '../helpers/workspace.ts';

const pages = Array.from({ length: 24 }, (_, index) => `Page ${index} of the web. `.padEnd(400, 'It goes on. '));

it('all requests about a document go to one replica where it comes first', async () => {
  await using one = await startScriptedServer(() => says('fine'));
  await using two = await startScriptedServer(() => says('fine'));
  const folder = await workspace({
    'a.strategy.yaml': `version: 1
strategy: small
seeds: {from: documents.jsonl}
models: {m: {id: m, base_url: ["${one.url}", "${two.url}"], layout: document-first, limits: {concurrency: 3}}}
rephrasings:
  plain: {prompt: "{{ text }}\\n\\nRewrite it plainly."}
  short: {prompt: "{{ text }}\\n\\nShorten it."}
  asked: {prompt: "{{ text }}\\n\\nAsk about it."}
output: {as: jsonl}
`,
    'documents.jsonl': pages.map((text) => JSON.stringify({ text })).join('\n'),
  });
  const { code } = await wordmill(['run', 'a.strategy.yaml', '--output', 'out'], { cwd: folder });
  expect(code).toBe(0);
  expect(await records(join(folder, 'out'))).toHaveLength(72);
  const asked = [one, two].map(({ requests }) =>
    requests.flatMap(({ body }) => /Page \d+ of the web/.exec(body)?.[0] ?? []),
  );
  for (const requests of asked) {
    expect(requests.length).toBeGreaterThan(0);
    for (const page of requests) expect(requests.filter((other) => other === page)).toHaveLength(3);
  }
});

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listModels } from '../../../runner/models/list.ts';
import { knownModels } from '../../../runner/models/known.ts';
import { replies, resets, type ScriptedReply, startScriptedServer } from '../../helpers/scripted-server.ts';
import { machine, temporaryFolder } from './helpers.ts';

const portOf = (url: string): number => Number(new URL(url).port);

describe('the list', () => {
  it('shows every known model, and which are here', async () => {
    await using folder = await temporaryFolder();
    const options = machine({ cacheFolder: folder.path, variables: { HOME: folder.path } });
    const before = await listModels(options, []);
    expect(before.models.map(({ name }) => name)).toEqual(knownModels.map(({ name }) => name));
    expect(before.models.filter(({ cached }) => cached)).toEqual([]);
    const path = join(folder.path, 'models', 'Qwen', 'Qwen2.5-1.5B-Instruct-GGUF', 'qwen2.5-1.5b-instruct-q4_k_m.gguf');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'GGUF');
    const after = await listModels(options, []);
    expect(after.models.filter(({ cached }) => cached).map(({ name }) => name)).toEqual(['qwen2.5-1.5b']);
  });

  it('calls the toy a toy', async () => {
    expect(knownModels.find(({ parameters }) => parameters === '135M')?.goodFor).toContain('toy');
  });

  it('shows the servers that answer, with their models, in the order of their places', async () => {
    await using first = await startScriptedServer(({ path }) =>
      path === '/v1/models' ? replies(200, { data: [{ id: 'a' }, { id: 'b' }, {}] }) : resets,
    );
    await using second = await startScriptedServer(() => replies(200, { data: [] }));
    const gone = await startScriptedServer(() => resets);
    await gone.close();
    const { servers } = await listModels(machine(), [
      { name: 'gone', port: portOf(gone.url) },
      { name: 'first', port: portOf(first.url) },
      { name: 'second', port: portOf(second.url) },
    ]);
    expect(servers).toEqual([
      { name: 'first', url: `${first.url}/v1`, models: ['a', 'b'] },
      { name: 'second', url: `${second.url}/v1`, models: [] },
    ]);
  });

  it.each<[string, ScriptedReply]>([
    ['refuses', replies(401)],
    ['is no such server', replies(200, '<html>Hello</html>')],
    ['hangs up', resets],
  ])('leaves out what %s', async (_name, reply) => {
    await using server = await startScriptedServer(() => reply);
    const { servers } = await listModels(machine(), [{ name: 'other', port: portOf(server.url) }]);
    expect(servers).toEqual([]);
    expect(server.requests.length).toBeGreaterThan(0);
  });
});

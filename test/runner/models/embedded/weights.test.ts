import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findWeights } from '../../../../runner/models/embedded/weights.ts';
import { knownModels, readWeightsSource } from '../../../../runner/models/known.ts';
import { machine, temporaryFolder } from '../helpers.ts';

async function file(...parts: readonly string[]): Promise<string> {
  const path = join(...parts);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'GGUF');
  return path;
}

describe('gguf', () => {
  it.each([
    ['hf:ORG/REPO/FILE.gguf', { repository: 'ORG/REPO', revision: 'main', file: 'FILE.gguf' }],
    ['hf:ORG/REPO/folder/FILE.gguf', { repository: 'ORG/REPO', revision: 'main', file: 'folder/FILE.gguf' }],
  ])('%s is a file of the hub', (gguf, hub) => {
    expect(readWeightsSource(gguf)).toEqual({ kind: 'hub', file: hub });
  });

  it.each(['hf:ORG/REPO', 'hf:../../x', 'hf:ORG/REPO/../../../x.gguf', 'model.gguf', './smollm2-135m'])(
    '%s is a path',
    (gguf) => {
      expect(readWeightsSource(gguf)).toEqual({ kind: 'file', path: gguf });
    },
  );

  it('means a file beside the strategy, in the home or anywhere', async () => {
    await using folder = await temporaryFolder();
    const path = await file(folder.path, 'weights', 'My.Model-Q4.gguf');
    const beside = machine({ strategyFolder: folder.path });
    expect(await findWeights('weights/My.Model-Q4.gguf', beside)).toEqual({ path, label: 'My.Model-Q4' });
    const home = machine({ variables: { HOME: folder.path } });
    expect(await findWeights('~/weights/My.Model-Q4.gguf', home)).toEqual({ path, label: 'My.Model-Q4' });
    expect(await findWeights(path, machine())).toEqual({ path, label: 'My.Model-Q4' });
  });

  it('means weights in our own cache', async () => {
    await using folder = await temporaryFolder();
    const path = await file(folder.path, 'models', 'ORG', 'REPO', 'FILE.gguf');
    const options = machine({ cacheFolder: folder.path });
    expect(await findWeights('hf:ORG/REPO/FILE.gguf', options)).toEqual({ path, label: 'FILE' });
  });

  it.each([
    ['HF_HUB_CACHE', ''],
    ['HF_HOME', 'hub'],
    ['XDG_CACHE_HOME', 'huggingface/hub'],
    ['HOME', '.cache/huggingface/hub'],
  ])('means weights that other tools have fetched, by %s', async (variable, below) => {
    await using folder = await temporaryFolder();
    const hub = join(folder.path, below, 'models--ORG--REPO');
    const path = await file(hub, 'snapshots', 'abc123', 'FILE.gguf');
    await mkdir(join(hub, 'refs'), { recursive: true });
    await writeFile(join(hub, 'refs', 'main'), 'abc123\n');
    const options = machine({ cacheFolder: '/nowhere', variables: { [variable]: folder.path } });
    expect((await findWeights('hf:ORG/REPO/FILE.gguf', options)).path).toBe(path);
  });

  it('finds a known model that other tools have fetched by its commit', async () => {
    await using folder = await temporaryFolder();
    const [toy] = knownModels;
    const hub = toy?.hub ?? { repository: '', revision: '', file: '' };
    const repository = `models--${hub.repository.replace('/', '--')}`;
    const path = await file(folder.path, repository, 'snapshots', hub.revision, hub.file);
    const options = machine({ variables: { HF_HUB_CACHE: folder.path } });
    expect(await findWeights('smollm2-135m', options)).toEqual({ path, label: 'smollm2-135m' });
  });

  it('says how to get weights that are not there', async () => {
    await using folder = await temporaryFolder();
    const options = machine({
      cacheFolder: folder.path,
      strategyFolder: folder.path,
      variables: { HOME: folder.path },
    });
    await expect(findWeights('smollm2-135m', options)).rejects.toMatchObject({
      kind: 'run',
      message: expect.stringContaining('wordmill models pull smollm2-135m'),
    });
    await expect(findWeights('smollm', options)).rejects.toThrow(
      'gguf names smollm, which is neither a file beside the strategy nor a known model (smollm2-135m, ',
    );
  });
});

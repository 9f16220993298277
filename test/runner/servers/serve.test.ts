import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordmill } from '../../helpers/command.ts';
import { echo, records, rows } from '../../helpers/echo.ts';
import { expectNobodyLeft, fakeEngine, freePort, runs } from '../../helpers/fake-engine/fake-engine.ts';
import { says, startScriptedServer } from '../../helpers/scripted-server.ts';
import { workspace } from '../../helpers/workspace.ts';

/** A strategy whose model has a server to start. */
async function served(serve: string, documents = 6): Promise<{ cwd: string; port: number }> {
  const port = await freePort();
  const model = `{id: org/m, base_url: "http://127.0.0.1:${port}/v1", context: 4096, serve: ${serve}}`;
  const cwd = await workspace({
    'a.strategy.yaml': echo.replace('{mock: echo}', model),
    'documents.jsonl': rows(documents),
  });
  return { cwd, port };
}

const runArgs = ['run', 'a.strategy.yaml', '--output', 'out'];

describe('serve', () => {
  it.each([
    [
      'vllm',
      'vllm',
      [
        'serve',
        'org/m',
        '--host',
        '127.0.0.1',
        '--port',
        'PORT',
        '--disable-uvicorn-access-log',
        '--tensor-parallel-size',
        '2',
        '--max-model-len',
        '4096',
        '--enable-prefix-caching',
      ],
    ],
    [
      'sglang',
      'python3',
      [
        '-m',
        'sglang.launch_server',
        '--model-path',
        'org/m',
        '--host',
        '127.0.0.1',
        '--port',
        'PORT',
        '--log-level-http',
        'warning',
        '--tp-size',
        '2',
        '--context-length',
        '4096',
        '--enable-prefix-caching',
      ],
    ],
    [
      'llama-server',
      'llama-server',
      ['--host', '127.0.0.1', '--port', 'PORT', '--alias', 'org/m', '--n-gpu-layers', '999', '--enable-prefix-caching'],
    ],
  ])('starts %s where the run runs, and ends it with the run', async (engine, name, args) => {
    const { cwd, port } = await served(`{engine: ${engine}, gpus: 2, args: [--enable-prefix-caching]}`);
    const fake = await fakeEngine('answers');
    const { code, stderr } = await wordmill(runArgs, {
      cwd,
      environment: { ...fake.environment, CUDA_VISIBLE_DEVICES: '4,5,6' },
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const found = await records(join(cwd, 'out'));
    expect(found).toHaveLength(6);
    expect(found[0]).toMatchObject({ text: 'Served answer.', model: 'org/m' });
    const starts = await fake.starts();
    expect(starts).toHaveLength(1);
    expect(starts[0]).toMatchObject({
      name,
      port,
      devices: '4,5',
      args: args.map((arg) => (arg === 'PORT' ? String(port) : arg)),
    });
    await expectNobodyLeft(starts);
    // What it printed stays, and nothing that says it still runs.
    expect(await readdir(join(cwd, 'out', 'logs'))).toEqual(['0000.parrot.0.log']);
  });

  it('gives every worker ports and every server GPUs of its own', async () => {
    const port = await freePort();
    const model = (shift: number): string =>
      `{id: m${shift}, base_url: "http://127.0.0.1:${port + shift}/v1", serve: {engine: vllm}}`;
    const strategy = echo
      .replace('parrot: {mock: echo}', `one: ${model(0)}\n  two: ${model(1)}`)
      .replace('defaults: {model: parrot}', 'defaults: {model: one}')
      .replace('output:', '  other:\n    model: two\n    prompt: "{{ text }}"\noutput:');
    const cwd = await workspace({ 'a.strategy.yaml': strategy, 'documents.jsonl': rows(8) });
    const fake = await fakeEngine('answers');
    const environment = { ...fake.environment, CUDA_VISIBLE_DEVICES: 'GPU-aa,GPU-bb' };
    expect(await wordmill([...runArgs, '--set-up'], { cwd })).toMatchObject({ code: 0 });
    for (const index of ['0', '1']) {
      expect(await wordmill(['worker', 'out', '--index', index, '--of', '2'], { cwd, environment })).toMatchObject({
        code: 0,
      });
    }
    const starts = (await fake.starts()).map(({ args, port: own, devices }) => [args[1], own - port, devices]);
    expect(starts).toEqual([
      ['m0', 0, 'GPU-aa'],
      ['m1', 1, 'GPU-bb'],
      ['m0', 2, 'GPU-aa'],
      ['m1', 3, 'GPU-bb'],
    ]);
    const few = await wordmill(['run', 'a.strategy.yaml', '--output', 'few'], {
      cwd,
      environment: { ...environment, CUDA_VISIBLE_DEVICES: '3' },
    });
    expect(few).toMatchObject({ code: 3 });
    expect(few.stderr).toContain(
      'The server of model two needs 1 GPUs, and 0 of the 1 in CUDA_VISIBLE_DEVICES are left',
    );
  }, 60_000);

  it('starts a server again that dies in the middle, and loses no piece by it', async () => {
    const { cwd } = await served('{engine: vllm}', 40);
    const fake = await fakeEngine('dies-after:20');
    const { code, stderr } = await wordmill(runArgs, { cwd, environment: fake.environment });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(/the server of model parrot ended \(exit code 137\); it is started again in 1 s/);
    expect(await records(join(cwd, 'out'))).toHaveLength(40);
    const starts = await fake.starts();
    expect(starts).toHaveLength(2);
    await expectNobodyLeft(starts);
  }, 60_000);

  it('gives a server up that never answers, with its last words', async () => {
    const { cwd } = await served('{engine: vllm}');
    const fake = await fakeEngine('exits');
    const { code, stderr } = await wordmill(runArgs, { cwd, environment: fake.environment });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /The server of model parrot was started 4 times and never answered \(ended \(exit code 1\)\): it said: .*CUDA out of memory\.\. Its log is .*out\/logs\/0000\.parrot\.0\.log\./,
    );
    await expectNobodyLeft(await fake.starts());
  }, 60_000);

  it('says in one sentence what is not installed', async () => {
    const cases = [
      [
        'vllm',
        'answers',
        'Model parrot: vLLM is not installed here: there is no program vllm in PATH. Install it (pip install vllm).',
      ],
      [
        'llama-server',
        'answers',
        'Model parrot: llama-server is not installed here: there is no such program in PATH. Install llama.cpp.',
      ],
      [
        'sglang',
        'no-module',
        'Model parrot: SGLang is not installed here for the python3 in PATH. Install it (pip install "sglang[all]").',
      ],
    ] as const;
    for (const [engine, mode, sentence] of cases) {
      const { cwd } = await served(`{engine: ${engine}}`);
      const fake = await fakeEngine(mode, ['python3']);
      const { code, stderr } = await wordmill(runArgs, { cwd, environment: fake.environment });
      expect({ engine, code }).toEqual({ engine, code: 3 });
      expect(stderr).toContain(sentence);
    }
  }, 60_000);

  it('ends the server when the run is cancelled while it still starts, and one that a killed run has left', async () => {
    const { cwd } = await served('{engine: vllm}');
    const fake = await fakeEngine('silent');
    const started = async (): Promise<void> => {
      while ((await fake.starts()).length === 0) await new Promise((done) => setImmediate(done));
    };
    const cancelled = await wordmill(runArgs, {
      cwd,
      environment: fake.environment,
      async onStart(child) {
        await started();
        child.kill('SIGINT');
      },
    });
    expect(cancelled).toMatchObject({ code: 130 });
    await expectNobodyLeft(await fake.starts());

    const left = await fakeEngine('silent');
    const begun = async (): Promise<void> => {
      while ((await left.starts()).length === 0) await new Promise((done) => setImmediate(done));
    };
    const second = await served('{engine: vllm}');
    const killed = await wordmill(runArgs, {
      cwd: second.cwd,
      environment: left.environment,
      onStart: (child) => void begun().then(() => setTimeout(() => child.kill('SIGKILL'), 300)),
    });
    expect(killed.code).toBe(null);
    const [orphan] = await left.starts();
    expect(orphan && (await runs(orphan.pid))).toBe(true);
    const answers = await fakeEngine('answers');
    expect(await wordmill(runArgs, { cwd: second.cwd, environment: answers.environment })).toMatchObject({ code: 0 });
    await expectNobodyLeft([...(await left.starts()), ...(await answers.starts())]);
  }, 60_000);

  it('is no business of a preview, of a test of models, or of a model that is reached elsewhere', async () => {
    const { cwd, port } = await served('{engine: vllm}');
    const fake = await fakeEngine('answers');
    const options = { cwd, environment: fake.environment };
    const words = `The server of model parrot (serve: vllm) is started by a run, and nothing answers at http://127.0.0.1:${port}/v1 now; for a preview start it yourself, or send the requests elsewhere with --model parrot=URL.`;
    const preview = await wordmill(['preview', 'a.strategy.yaml'], options);
    expect(preview).toMatchObject({ code: 3 });
    expect(preview.stderr).toContain(words);
    const tested = await wordmill(['models', 'test', 'a.strategy.yaml'], options);
    expect(tested).toMatchObject({ code: 3 });
    expect(tested.stdout).toContain(words);
    await using server = await startScriptedServer(() => says('Elsewhere.'));
    expect(await wordmill([...runArgs, '--model', `parrot=${server.url}/v1`], options)).toMatchObject({ code: 0 });
    expect(await fake.starts()).toEqual([]);
    expect(await readFile(join(cwd, 'out/data/part-0000-000000.jsonl'), 'utf8')).toContain('Elsewhere.');
  }, 60_000);
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const runner = resolve(import.meta.dirname, '../../dist/runner.cjs');

/**
 * A strategy with so many documents in a folder of its own, and what the checks do with it.
 *
 * @param {object} options
 * @param {string} options.root folder for it
 * @param {string} options.model address of the model
 * @param {string} options.target YAML of the target
 * @param {number} options.documents
 * @param {NodeJS.ProcessEnv} options.env
 */
export async function example({ root, model, target, documents, env }) {
  const folder = await mkdtemp(join(root, 'run-'));
  const out = join(folder, 'out');
  const rows = Array.from({ length: documents }, (_, row) => JSON.stringify({ text: `Page ${row} of the web.` }));
  await writeFile(join(folder, 'documents.jsonl'), rows.join('\n'));
  await writeFile(
    join(folder, 'a.strategy.yaml'),
    `version: 1
strategy: clustered
seeds: {from: documents.jsonl}
models:
  slow: {id: m, base_url: "${model}", limits: {concurrency: 2}}
defaults: {model: slow}
rephrasings:
  again: {prompt: "Again: {{ text }}"}
output: {to: out, as: jsonl, rows: 5}
targets:
  cluster: ${target}
`,
  );

  /** @returns {{child: import('node:child_process').ChildProcess, ended: Promise<{code: number | null, stdout: string, stderr: string}>}} */
  const start = (...args) => {
    const child = spawn(process.execPath, [runner, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    return { child, ended: new Promise((done) => child.once('close', (code) => done({ code, stdout, stderr }))) };
  };

  return {
    out,
    send: (...args) => start('run', 'a.strategy.yaml', '--target', 'cluster', ...args),
    /** Runs it to its end and demands that it is a good one. */
    async finishes(sent) {
      const { code, stderr } = await sent.ended;
      assert.equal(code, 0, stderr + (await logs(out)));
      await complete(out, documents);
    },
    async submission() {
      return JSON.parse(await readFile(join(out, 'target/submission.json'), 'utf8'));
    },
    status: async () => {
      const { stdout } = await start('status', 'out', '--format', 'json').ended;
      return stdout === '' ? { workers: [], slices: 0 } : JSON.parse(stdout);
    },
    /** The workers' processes that live, by the worker's number. */
    workers: () => workersOf(out),
    logs: () => logs(out),
  };
}

/** Every row is there once, the run says that it is finished, and nobody is left. */
async function complete(out, documents) {
  const names = (await readdir(join(out, 'data'))).toSorted();
  const parts = await Promise.all(names.map((name) => readFile(join(out, 'data', name), 'utf8')));
  const rows = parts.flatMap((part) =>
    part
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).source_row),
  );
  assert.deepEqual(
    rows.toSorted((left, right) => left - right),
    Array.from({ length: documents }, (_, row) => row),
  );
  assert.deepEqual(await readdir(join(out, 'journal')), []);
  assert.match(await readFile(join(out, 'report.html'), 'utf8'), /clustered/);
  assert.deepEqual(await workersOf(out), []);
}

async function workersOf(out) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
      if (words[2] !== 'worker' || words[3] !== out || / \(.*\) Z|^\) Z/.test(stat)) return [];
      return [{ pid: Number(pid), index: Number(words[words.indexOf('--index') + 1]) }];
    }),
  );
  return found.flat();
}

async function logs(out) {
  const names = await readdir(join(out, 'logs')).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(out, 'logs', name), 'utf8')));
  return texts.map((text, index) => `--- ${names[index]}\n${text}`).join('');
}

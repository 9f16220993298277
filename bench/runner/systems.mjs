import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { modulesWith, pythonWith } from './cache.mjs';

/**
 * @typedef {object} Job
 * @property {string} input
 * @property {string} output a folder, empty at the first attempt
 * @property {string} url of the server, without `/v1`
 * @property {number | 'auto'} concurrency
 * @property {number} timeout seconds for one request
 * @property {string} [as] `output` of our strategy
 *
 * @typedef {object} System
 * @property {string} name as it is called on the command line
 * @property {string} words as tables call it, with its version
 * @property {string} settings what was set beside the concurrency
 * @property {string} durability what a finished row survives
 * @property {(job: Job) => Promise<{ command: readonly string[], env?: Record<string, string> }>} start
 * @property {(output: string) => { rows: readonly string[], rejects?: readonly string[] }} output
 */

const root = resolve(import.meta.dirname, '../..');
const rival = (file) => join(import.meta.dirname, 'rivals', file);

const versions = {
  datatrove: ['datatrove[io]==0.10.1', 'aiofiles==25.1.0', 'httpx==0.28.1', 'aiosqlite==0.22.1'],
  curator: ['bespokelabs-curator==0.1.31'],
  designer: ['data-designer==0.9.6'],
  python: ['openai[aiohttp]==3.57.0'],
  node: ['openai@6.49.0', 'p-limit@7.3.3'],
};

/** @type {readonly System[]} */
export const systems = [
  {
    name: 'wordmill',
    words: 'wordmill',
    settings: 'jsonl, output.rows 10,000',
    durability: 'loss of power (fsync before a row counts)',
    async start(job) {
      await mkdir(dirname(job.output), { recursive: true });
      const file = join(dirname(job.output), 'bench.strategy.yaml');
      await writeFile(file, strategyOf(job));
      return { command: [process.execPath, join(root, 'dist/runner.cjs'), 'run', file, '--output', job.output] };
    },
    output: (folder) => ({ rows: [join(folder, 'data')], rejects: [join(folder, 'rejects')] }),
  },
  {
    ...datatrove(true),
    name: 'datatrove',
    words: 'datatrove 0.10.1 with checkpoints',
    settings: 'records_per_chunk 2,000, skip_bad_requests, local path without SDK',
    durability: 'a kill (no fsync)',
  },
  {
    ...datatrove(false),
    name: 'datatrove-off',
    words: 'datatrove 0.10.1 without checkpoints',
    settings: 'skip_bad_requests, local path without SDK',
    durability: 'nothing (a kill begins again)',
  },
  {
    ...python('curator', 'curator_run.py'),
    name: 'curator',
    words: 'bespokelabs-curator 0.1.31',
    settings: 'openai backend, limits a minute 10⁹ and 10¹², viewer and telemetry off',
    durability: 'a kill (no fsync)',
  },
  {
    ...python('designer', 'designer_run.py'),
    name: 'designer',
    words: 'data-designer 0.9.6',
    settings: 'buffer_size 1,000, 8 row groups at a time, telemetry off, resume if possible',
    durability: 'a kill, by row groups',
  },
  {
    ...python('python', 'plain.py'),
    name: 'python',
    words: 'openai 3.57.0 (Python, aiohttp), a plain script',
    settings: 'max_retries 6',
    durability: 'a kill (no fsync)',
  },
  {
    name: 'node',
    words: 'openai 6.49.0 (Node) and p-limit, a plain script',
    settings: 'maxRetries 6',
    durability: 'a kill (no fsync)',
    async start(job) {
      const modules = await modulesWith('node', versions.node);
      await mkdir(join(job.output, 'rows'), { recursive: true });
      return { command: [process.execPath, rival('plain.mjs'), JSON.stringify({ ...job, modules })] };
    },
    output: (folder) => ({ rows: [join(folder, 'rows')] }),
  },
];

/** The systems of that names, ours first. */
export function systemsNamed(names) {
  const unknown = names.filter((name) => !systems.some((system) => system.name === name));
  if (unknown.length > 0) throw new RangeError(`There is no system ${unknown.join(', ')}.`);
  return systems.filter(({ name }) => names.length === 0 || names.includes(name));
}

function strategyOf({ input, url, concurrency, timeout, as = '{as: jsonl, rows: 10000}' }) {
  return `version: 1
strategy: bench
seeds: {from: ${JSON.stringify(input)}, text: text, id: id}
models:
  m: {id: mock, base_url: "${url}/v1", limits: {concurrency: ${concurrency}, timeout: ${timeout}}}
rephrasings:
  plain: {model: m, style: plain, sampling: {temperature: 0.7, max_tokens: 512}, prompt: "Rewrite the text in plain words.\\n\\n{{ text }}"}
output: ${as}
`;
}

function datatrove(checkpoints) {
  const { start } = python('datatrove', 'datatrove_run.py', { checkpoints });
  return { start, output: (folder) => ({ rows: [join(folder, 'rows')] }) };
}

function python(packages, script, more = {}) {
  return {
    async start(job) {
      const program = await pythonWith(packages, versions[packages]);
      await mkdir(join(job.output, 'rows'), { recursive: true });
      const env = {
        PYTHONWARNINGS: 'ignore',
        HF_HUB_OFFLINE: '1',
        TELEMETRY_ENABLED: 'false',
        NEMO_TELEMETRY_ENABLED: 'false',
      };
      return { command: [program, rival(script), JSON.stringify({ ...job, ...more })], env };
    },
    output: (folder) => ({ rows: [join(folder, 'rows')] }),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runnerScript } from './command.ts';

interface FakeJob {
  status: string;
  message: string;
  readonly body: SubmittedJob;
  readonly children: ChildProcess[];
  log: string;
}

/** A job as it was submitted. */
export interface SubmittedJob {
  readonly submission_id: string;
  readonly entrypoint: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly runtime_env: { readonly working_dir: string; readonly env_vars: Readonly<Record<string, string>> };
}

/** What the fake does besides. */
export interface FakeRayOptions {
  readonly token?: string;
  /** What becomes of jobs: they `run` as processes of this machine, stay `pending`, or `lack` a GPU. */
  readonly jobs?: 'run' | 'pending' | 'lack';
  /** Answers the first POST and loses the answer. */
  readonly losesAnswer?: boolean;
}

/**
 * Ray's Jobs interface as a real dashboard was seen to answer, on loopback: what it refuses is refused here too (browsers,
 * clients without a name, the list without its slash). The workers of a job really run; its driver is played.
 */
export interface FakeRay {
  readonly url: string;
  readonly jobs: ReadonlyMap<string, FakeJob>;
  /** Packages by their names. */
  readonly packages: ReadonlyMap<string, Buffer>;
  readonly requests: readonly string[];
}

export async function startFakeRay(options: FakeRayOptions = {}): Promise<FakeRay & AsyncDisposable> {
  const jobs = new Map<string, FakeJob>();
  const packages = new Map<string, Buffer>();
  const requests: string[] = [];
  let losesAnswer = options.losesAnswer ?? false;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, Buffer.concat(parts), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    requests.push(`${method} ${url}`);
    const text = (status: number, words: string): void => void response.writeHead(status).end(words);
    const json = (value: unknown): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (headers['user-agent'] === undefined) return text(500, 'Traceback\nTypeError: argument of type NoneType');
    if (headers['sec-fetch-mode'] !== undefined && method !== 'GET')
      return text(405, 'Method Not Allowed for browsers.');
    if (options.token !== undefined) {
      if (headers.authorization === undefined) return text(401, 'Unauthorized: Missing authentication token');
      if (headers.authorization !== `Bearer ${options.token}`)
        return text(403, 'Forbidden: Invalid authentication token');
    }
    const [, name] = /^\/api\/packages\/gcs\/(.+)$/.exec(url) ?? [];
    if (name !== undefined && method === 'PUT') {
      packages.set(name, body);
      return text(200, '');
    }
    if (name !== undefined)
      return packages.has(name) ? text(200, '') : text(404, `Package gcs://${name} does not exist`);
    if (method === 'POST' && url === '/api/jobs/') return submit(body, text, json, response);
    const [, id = '', action] = /^\/api\/jobs\/([^/]+)(?:\/(logs|stop))?$/.exec(url) ?? [];
    const job = jobs.get(id);
    if (job === undefined) return text(404, `Job ${id} does not exist`);
    if (action === 'logs') return json({ logs: job.log });
    if (action === 'stop') return json({ stopped: stop(job) });
    json({ status: job.status, message: job.message, metadata: job.body.metadata, submission_id: id });
  }

  function submit(
    body: Buffer,
    text: (status: number, words: string) => void,
    json: (value: unknown) => void,
    response: ServerResponse,
  ): void {
    const submitted = JSON.parse(body.toString()) as SubmittedJob;
    const { submission_id: id } = submitted;
    if (jobs.has(id)) {
      return text(
        500,
        `Traceback (most recent call last):\nValueError: Job with submission_id ${id} already exists. Please use a different one.`,
      );
    }
    const job: FakeJob = {
      status: 'PENDING',
      message: 'Job has not started yet.',
      body: submitted,
      children: [],
      log: '',
    };
    jobs.set(id, job);
    if (options.jobs === undefined || options.jobs === 'run') drive(job);
    if (options.jobs === 'lack') {
      job.status = 'RUNNING';
      job.log = '{"event": "progress", "done": 0, "of": 2, "running": 2, "failed": 0, "lacking": ["GPU"]}\n';
    }
    if (losesAnswer) {
      losesAnswer = false;
      response.destroy();
      return;
    }
    json({ job_id: id, submission_id: id });
  }

  /** Plays driver.py: the workers side by side, then what ends the run. */
  function drive(job: FakeJob): void {
    const { entrypoint } = job.body;
    const workers = Number(/--workers (\d+)/.exec(entrypoint)?.[1]);
    const folder = /worker '(.*)'$/.exec(entrypoint)?.[1] ?? '';
    job.status = 'RUNNING';
    const start = (args: readonly string[]): Promise<number> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [runnerScript, 'worker', folder, ...args], { stdio: 'ignore' });
        job.children.push(child);
        child.once('close', (code) => resolve(code ?? 137));
      });
    const playAll = async (): Promise<void> => {
      const indexes = Array.from({ length: workers }, (_, index) => String(index));
      const codes = await Promise.all(indexes.map((index) => start(['--index', index, '--of', String(workers)])));
      const code = codes.find((one) => one !== 0) ?? (await start(['--last']));
      if (job.status !== 'RUNNING') return;
      job.status = code === 0 ? 'SUCCEEDED' : 'FAILED';
      job.message = code === 0 ? 'Job finished successfully.' : `Job entrypoint command failed with exit code ${code}`;
    };
    void playAll();
  }

  function stop(job: FakeJob): boolean {
    if (job.status !== 'RUNNING' && job.status !== 'PENDING') return false;
    const living = job.children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = Promise.all(living.map((child) => new Promise((resolve) => child.once('close', resolve))));
    void ended.then(() => Object.assign(job, { status: 'STOPPED', message: 'Job was intentionally stopped.' }));
    for (const child of living) child.kill('SIGTERM');
    return true;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    jobs,
    packages,
    requests,
    async [Symbol.asyncDispose]() {
      for (const { children } of jobs.values()) for (const child of children) child.kill('SIGKILL');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The name that a package must have. */
export function packageName(bytes: Buffer): string {
  return `_ray_pkg_${createHash('sha256').update(bytes).digest('hex')}.zip`;
}

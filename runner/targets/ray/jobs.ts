import { createHash } from 'node:crypto';
import { TargetError } from '../target-error.ts';

/** A job as Ray's Jobs interface tells of it. */
export interface RayJob {
  readonly status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'STOPPED';
  readonly message: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface JobRequest {
  /** Letters, digits, dots, dashes and underscores: others break the interface. */
  readonly id: string;
  readonly entrypoint: string;
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The Jobs interface of a Ray dashboard. */
export interface RayJobs {
  /** Puts a package into the cluster unless it is there. @returns how jobs name it. */
  upload(archive: Buffer): Promise<string>;
  /** Submits once: sent again, after an answer that was lost, it finds the same job. */
  submit(job: JobRequest): Promise<void>;
  /** Null where there is no such job. */
  job(id: string): Promise<RayJob | null>;
  /** All that the driver has printed so far. */
  logs(id: string): Promise<string>;
  /** Asks the job to stop; false where it had ended. */
  stop(id: string): Promise<boolean>;
}

export interface RayOptions {
  readonly address: string;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** What Ray takes over HTTP, as measured. */
const largestPackageBytes = 100 * 1024 * 1024;

const timeoutMs = 60_000;

/**
 * Reaches a Ray dashboard. It is asked with undici's `request`: Ray refuses whatever sends Sec-Fetch-Mode, as `fetch` always
 * does, for a browser, and older versions answer nothing without a User-Agent. Errors come as plain text, a line or a whole
 * traceback of Python whose last line says it.
 */
export function rayJobs({ address, token, signal }: RayOptions): RayJobs {
  const base = address.replace(/\/+$/, '');

  async function call(method: 'GET' | 'PUT' | 'POST', path: string, body?: Buffer | object): Promise<Answer> {
    const binary = Buffer.isBuffer(body);
    const headers = {
      'user-agent': 'wordmill',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': binary ? 'application/octet-stream' : 'application/json' }),
    };
    try {
      // Loaded when it is needed: most runs go to no cluster.
      const { request } = await import('undici');
      const reply = await request(base + path, {
        method,
        headers,
        signal,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        ...(body === undefined ? {} : { body: binary ? body : JSON.stringify(body) }),
      });
      return { status: reply.statusCode, text: await reply.body.text() };
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? (error.message === '' ? error.name : error.message) : String(error);
      throw new TargetError(`The Ray cluster at ${base} cannot be reached: ${reason}.`, { cause: error });
    }
  }

  async function job(id: string): Promise<RayJob | null> {
    const answer = await call('GET', `/api/jobs/${encodeURIComponent(id)}`);
    if (answer.status === 404) return null;
    return parseJob(demand(answer, `telling of job ${id}`), base);
  }

  /** The text of an answer that is a success. */
  function demand({ status, text }: Answer, attempt: string): string {
    if (status === 200) return text;
    if (status === 401) {
      throw new TargetError(
        `The Ray cluster at ${base} asks for a token: set token of the target to a \${NAME} that holds it.`,
        {
          usage: true,
        },
      );
    }
    if (status === 403) throw new TargetError(`The Ray cluster at ${base} refuses the token.`, { usage: true });
    throw new TargetError(`The Ray cluster at ${base} refused ${attempt}: ${status}: ${lastLine(text)}`);
  }

  return {
    async upload(archive) {
      if (archive.length > largestPackageBytes) {
        throw new TargetError(
          `The package for Ray has ${Math.ceil(archive.length / 2 ** 20)} MiB, and Ray takes 100; put node on its machines instead of carrying it along.`,
          { usage: true },
        );
      }
      // Machines keep packages by their names, so that another content must have another one.
      const name = `_ray_pkg_${createHash('sha256').update(archive).digest('hex')}.zip`;
      const path = `/api/packages/gcs/${name}`;
      const found = await call('GET', path);
      // To have asked keeps it for ten minutes, which is time enough to submit.
      if (found.status !== 200) {
        if (found.status !== 404) demand(found, 'looking for the package');
        demand(await call('PUT', path, archive), 'the package');
      }
      return `gcs://${name}`;
    },
    async submit({ id, entrypoint, workingFolder, environment }) {
      const runtime = { working_dir: workingFolder, env_vars: environment };
      const mark = createHash('sha256')
        .update(JSON.stringify([entrypoint, runtime]))
        .digest('hex');
      const answer = await call('POST', '/api/jobs/', {
        submission_id: id,
        entrypoint,
        runtime_env: runtime,
        metadata: { wordmill: mark },
      });
      if (answer.status !== 200 && /already exists/.test(answer.text)) {
        if ((await job(id))?.metadata['wordmill'] === mark) return;
        throw new TargetError(`The Ray cluster at ${base} has another job of the name ${id}; run into another folder.`);
      }
      demand(answer, `job ${id}`);
    },
    job,
    async logs(id) {
      const parsed: unknown = JSON.parse(
        demand(await call('GET', `/api/jobs/${encodeURIComponent(id)}/logs`), 'the logs'),
      );
      const found = typeof parsed === 'object' && parsed !== null && 'logs' in parsed ? parsed.logs : '';
      return typeof found === 'string' ? found : '';
    },
    async stop(id) {
      const answer = await call('POST', `/api/jobs/${encodeURIComponent(id)}/stop`);
      if (answer.status === 404) return false;
      const parsed: unknown = JSON.parse(demand(answer, `stopping job ${id}`));
      return typeof parsed === 'object' && parsed !== null && 'stopped' in parsed && parsed.stopped === true;
    },
  };
}

const statuses = [
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'STOPPED',
] as const satisfies readonly RayJob['status'][];

function parseJob(text: string, base: string): RayJob {
  const value: unknown = JSON.parse(text);
  const status =
    typeof value === 'object' && value !== null && 'status' in value
      ? statuses.find((known) => known === value.status)
      : undefined;
  if (typeof value !== 'object' || value === null || status === undefined) {
    throw new TargetError(`What answers at ${base} is no Ray dashboard: it tells of a job with ${text.slice(0, 200)}`);
  }
  const message = 'message' in value && typeof value.message === 'string' ? value.message : '';
  const metadata = 'metadata' in value && typeof value.metadata === 'object' ? value.metadata : null;
  const entries = Object.entries(metadata ?? {}).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return { status, message, metadata: Object.fromEntries(entries) };
}

function lastLine(text: string): string {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return lines.at(-1) ?? 'it said nothing.';
}

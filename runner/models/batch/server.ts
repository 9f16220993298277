import { RephraserError } from '#engine';
import { countOf, elements, member, parseJson, stringOf } from '../json.ts';
import type { HttpConnection } from '../http/connection.ts';
import { demandSuccess, exchange } from '../http/exchange.ts';

/** A batch as the server tells of it. */
export interface ServerBatch {
  readonly id: string;
  readonly status: string;
  readonly completed: number;
  readonly total: number;
  /** Files with the answers, and with what was refused; null where there are none (yet). */
  readonly outputFile: string | null;
  readonly errorFile: string | null;
  /** What is wrong with the batch as a whole; empty where nothing is. */
  readonly words: string;
  /** The name that it was given when it was made. */
  readonly name: string | null;
}

/** Whether nothing will come of a batch any more. */
export function isOver({ status }: ServerBatch): boolean {
  return ['completed', 'failed', 'expired', 'cancelled'].includes(status);
}

/** The batch interface of OpenAI, which others have as well. Every call throws RephraserError as any request does. */
export interface BatchServer {
  readonly shown: string;
  upload(name: string, lines: string, signal: AbortSignal): Promise<string>;
  create(inputFile: string, name: string, signal: AbortSignal): Promise<ServerBatch>;
  /** The batch of a name, among the newest; null where there is none. */
  find(name: string, signal: AbortSignal): Promise<ServerBatch | null>;
  get(id: string, signal: AbortSignal): Promise<ServerBatch>;
  content(file: string, signal: AbortSignal): Promise<string>;
}

const boundary = 'wordmill-batch-7d1c5b0e';

export function batchServer(connection: HttpConnection): BatchServer {
  const [server] = connection.servers;
  const { shown, chatPath } = server.address;
  const pathOf = (path: string): string => chatPath.replace('/chat/completions', path);

  async function call(
    method: 'GET' | 'POST',
    path: string,
    signal: AbortSignal,
    sent?: { readonly body: string; readonly type?: string },
  ): Promise<string> {
    return exchange(connection, server, {
      method,
      path: pathOf(path),
      signal,
      ...(sent && { body: sent.body, ...(sent.type !== undefined && { contentType: sent.type }) }),
      async read(reply) {
        // Of servers without batches this is what most say.
        if (reply.status === 404 && /^\/\w+(?:\?|$)/.test(path)) throw noBatches(shown);
        await demandSuccess(reply, connection, server);
        return reply.text();
      },
    });
  }

  return {
    shown,
    async upload(name, lines, signal) {
      const body = [
        `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nbatch\r\n`,
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}.jsonl"\r\n`,
        `content-type: application/jsonl\r\n\r\n${lines}\r\n--${boundary}--\r\n`,
      ].join('');
      const type = `multipart/form-data; boundary=${boundary}`;
      const id = stringOf(member(parseJson(await call('POST', '/files', signal, { body, type })), 'id'));
      if (id === null) throw new RephraserError('retry', `${shown} took a file and gave it no id.`);
      return id;
    },
    async create(inputFile, name, signal) {
      const body = JSON.stringify({
        input_file_id: inputFile,
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
        metadata: { wordmill: name },
      });
      return batchIn(parseJson(await call('POST', '/batches', signal, { body })), shown);
    },
    async find(name, signal) {
      const list = elements(member(parseJson(await call('GET', '/batches?limit=100', signal)), 'data'));
      return list.map((value) => batchIn(value, shown)).find((batch) => batch.name === name) ?? null;
    },
    get: async (id, signal) =>
      batchIn(parseJson(await call('GET', `/batches/${encodeURIComponent(id)}`, signal)), shown),
    content: (file, signal) => call('GET', `/files/${encodeURIComponent(file)}/content`, signal),
  };
}

function noBatches(shown: string): RephraserError {
  return new RephraserError('run', `${shown} takes no batches (404): leave out \`batch\`, or check base_url.`, {
    status: 404,
  });
}

function batchIn(value: unknown, shown: string): ServerBatch {
  const id = stringOf(member(value, 'id'));
  const status = stringOf(member(value, 'status'));
  if (id === null || status === null) {
    throw new RephraserError('retry', `${shown} told of a batch without an id or a status.`);
  }
  const counts = member(value, 'request_counts');
  const errors = elements(member(member(value, 'errors'), 'data'));
  return {
    id,
    status,
    completed: countOf(member(counts, 'completed')) ?? 0,
    total: countOf(member(counts, 'total')) ?? 0,
    outputFile: stringOf(member(value, 'output_file_id')),
    errorFile: stringOf(member(value, 'error_file_id')),
    words: errors.map((error) => stringOf(member(error, 'message')) ?? '').join(' '),
    name: stringOf(member(member(value, 'metadata'), 'wordmill')),
  };
}

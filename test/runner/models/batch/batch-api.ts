import type { ReceivedRequest, ScriptedReply } from '../../../helpers/scripted-server.ts';
import { replies } from '../../../helpers/scripted-server.ts';

export interface Line {
  readonly custom_id: string;
  readonly body: { readonly messages: readonly { readonly content: string }[]; readonly seed: number };
}

/** What comes of a line: a text, an HTTP status with its words, or nothing at all. */
export type Outcome = string | { readonly status: number; readonly message: string } | null;

interface Batch {
  readonly id: string;
  readonly input: string;
  readonly metadata: unknown;
  status: string;
  output: string | null;
  errors: string | null;
  words: string;
}

/** The batch interface of OpenAI in memory. Batches go on when `work` says so. */
export class BatchApi {
  readonly files = new Map<string, string>();
  readonly batches: Batch[] = [];
  /** Whether batches are done as soon as they are made. */
  readonly #atOnce: boolean;
  readonly #outcome: (line: Line) => Outcome;
  /** The next so many requests are refused with a 503. */
  away = 0;

  constructor(outcome: (line: Line) => Outcome, { atOnce = true } = {}) {
    this.#outcome = outcome;
    this.#atOnce = atOnce;
  }

  readonly script = (request: ReceivedRequest): ScriptedReply => {
    if (this.away > 0) {
      this.away--;
      return replies(503, { error: { message: 'away' } });
    }
    const [, what = '', id, content] = /^\/v1\/(files|batches)(?:\/([^/?]+)(\/content)?)?/.exec(request.path) ?? [];
    if (what === 'files' && request.method === 'POST') return this.#take(request);
    if (what === 'files' && content) return replies(200, this.files.get(id ?? '') ?? '');
    if (what === 'batches' && request.method === 'POST') return this.#make(request.body);
    if (what === 'batches' && id === undefined)
      return replies(200, { data: this.batches.map((one) => this.#told(one)) });
    const batch = this.batches.find((one) => one.id === id);
    return batch === undefined ? replies(404, 'no such thing') : replies(200, this.#told(batch));
  };

  /** The lines of the n-th batch, from 0. */
  linesIn(index: number): readonly Line[] {
    const batch = this.batches[index];
    return batch === undefined ? [] : this.#linesOf(batch);
  }

  #linesOf({ input }: Batch): readonly Line[] {
    const lines = (this.files.get(input) ?? '').split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Line);
  }

  /** Answers every batch that is under way. */
  work(status = 'completed', words = ''): void {
    for (const batch of this.batches.filter((one) => one.status === 'in_progress')) {
      batch.status = status;
      batch.words = words;
      if (status === 'failed') continue;
      const answered: string[] = [];
      const refused: string[] = [];
      for (const line of this.#linesOf(batch)) {
        const outcome = this.#outcome(line);
        if (outcome === null) continue;
        const ok = typeof outcome === 'string';
        const body = ok
          ? {
              choices: [{ message: { content: outcome }, finish_reason: 'stop' }],
              usage: { prompt_tokens: 9, completion_tokens: 4 },
            }
          : { error: { message: outcome.message } };
        const response = { status_code: ok ? 200 : outcome.status, body };
        (ok ? answered : refused).push(JSON.stringify({ custom_id: line.custom_id, response, error: null }));
      }
      // In any order, as the interface says.
      batch.output = this.#store(answered.toReversed().join('\n'));
      batch.errors = refused.length === 0 ? null : this.#store(`${refused.join('\n')}\n`);
    }
  }

  #take({ body, headers }: ReceivedRequest): ScriptedReply {
    const boundary = /boundary=(\S+)/.exec(headers['content-type'] ?? '')?.[1] ?? '?';
    const part = body.split(`--${boundary}`).find((one) => one.includes('filename=')) ?? '';
    if (!body.includes('name="purpose"\r\n\r\nbatch\r\n')) return replies(400, { error: { message: 'no purpose' } });
    return replies(200, { id: this.#store(part.slice(part.indexOf('\r\n\r\n') + 4, -2)) });
  }

  #make(body: string): ScriptedReply {
    const { input_file_id: input, metadata, endpoint } = JSON.parse(body) as Record<string, string>;
    if (endpoint !== '/v1/chat/completions' || input === undefined) return replies(400, { error: { message: 'no' } });
    const id = `batch_${this.batches.length + 1}`;
    const batch = { id, input, metadata, status: 'in_progress', output: null, errors: null, words: '' };
    this.batches.push(batch);
    if (this.#atOnce) this.work();
    return replies(200, this.#told(batch));
  }

  #told(batch: Batch): object {
    const { id, status, metadata, output, errors, words } = batch;
    const total = this.#linesOf(batch).length;
    const completed =
      output === null ? 0 : (this.files.get(output) ?? '').split('\n').filter((line) => line !== '').length;
    return {
      id,
      status,
      metadata,
      output_file_id: output,
      error_file_id: errors,
      request_counts: { total, completed, failed: 0 },
      errors: words === '' ? null : { data: [{ message: words }] },
    };
  }

  #store(content: string): string {
    const id = `file-${this.files.size + 1}`;
    this.files.set(id, content);
    return id;
  }
}

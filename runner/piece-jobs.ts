import type {
  Ask,
  Dealt,
  Job,
  Plan,
  Rephraser,
  RephraserAnswer,
  RephraserError,
  RephraserRequest,
  Terms,
  Work,
  WorkEvent,
} from '#engine';
import type { Rephrasers } from './rephrasers.ts';

/** The models of a strategy, opened before the first request to each, so that what follows from an answer need not wait. */
export interface OpenedModels {
  /** Whether all models that a rephrasing asks are open. */
  isOpen(rephrasing: Plan['rephrasings'][number]): boolean;
  open(rephrasing: Plan['rephrasings'][number]): Promise<void>;
  /** What records call a model. */
  label(model: string): string;
  get(model: string): { readonly rephraser: Rephraser; readonly terms: Terms };
}

export function openedModels(rephrasers: Rephrasers): OpenedModels {
  const opened = new Map<string, { readonly rephraser: Rephraser; readonly terms: Terms }>();
  const ready = new Set<Plan['rephrasings'][number]>();
  return {
    isOpen: (planned) => ready.has(planned),
    async open(planned) {
      for (const { step } of planned.steps) {
        const { model } = step;
        opened.set(model, { rephraser: await rephrasers.get(model), terms: rephrasers.model(model) });
      }
      ready.add(planned);
    },
    label: (model) => opened.get(model)?.rephraser.label ?? model,
    get(model) {
      const found = opened.get(model);
      if (found === undefined) throw new RangeError(`The model ${model} is not open.`);
      return found;
    },
  };
}

type OutcomeEvent = Extract<WorkEvent, { readonly kind: 'outcome' }>;
/** Who is told how a request goes. */
type Watching = Pick<Job, 'onText' | 'onState'>;

/** What becomes of a piece outside of the engine. */
export interface PieceHost {
  readonly models: OpenedModels;
  /** Resolves when the outcome is durable. */
  outcome(event: OutcomeEvent): Promise<void>;
  /** Called once, when everything of the piece is durable. */
  ended(): Promise<void>;
  watch?(ask: Ask): Watching;
}

/**
 * The jobs of a piece that are due at its beginning; those that follow come from them. Where something has to be written
 * down before the next, its promise comes instead of a job.
 */
export function pieceJobs(work: Work, host: PieceHost): Iterable<Job | Promise<void>> {
  return new PieceJobs(work, host).begin();
}

class PieceJobs {
  readonly #work: Work;
  readonly #host: PieceHost;
  #unwritten = 0;
  #told = false;

  constructor(work: Work, host: PieceHost) {
    this.#work = work;
    this.#host = host;
  }

  *begin(): Generator<Job | Promise<void>> {
    for (const event of this.#work.begin()) yield event.kind === 'ask' ? this.#jobOf(event.ask) : this.#write(event);
    if (this.#work.ended) yield this.#endWhenWritten();
  }

  deal(events: readonly WorkEvent[]): Dealt {
    const next: Job[] = [];
    const written: Promise<void>[] = [];
    for (const event of events) {
      if (event.kind === 'ask') next.push(this.#jobOf(event.ask));
      else written.push(this.#write(event));
    }
    if (written.length === 0) written.push(this.#endWhenWritten());
    const [only] = written;
    return { next, durable: written.length === 1 && only ? only : allOf(written) };
  }

  #jobOf(ask: Ask): Job {
    const { rephraser, terms } = this.#host.models.get(ask.model);
    return new AskJob(ask, rephraser, terms, this, this.#host.watch?.(ask));
  }

  #write(event: OutcomeEvent): Promise<void> {
    this.#unwritten++;
    // What is waited for is not held on to: until it is durable a record may be in memory once, and not its event too.
    return this.#written(this.#host.outcome(event));
  }

  async #written(durable: Promise<void>): Promise<void> {
    await durable;
    this.#unwritten--;
    await this.#endWhenWritten();
  }

  async #endWhenWritten(): Promise<void> {
    if (this.#told || !this.#work.ended || this.#unwritten > 0) return;
    this.#told = true;
    await this.#host.ended();
  }
}

class AskJob implements Job {
  readonly rephraser: Rephraser;
  readonly terms: Terms;
  readonly onText?: (text: string) => void;
  readonly onState?: (state: string) => void;
  readonly #ask: Ask;
  readonly #jobs: PieceJobs;

  constructor(ask: Ask, rephraser: Rephraser, terms: Terms, jobs: PieceJobs, watching: Watching | undefined) {
    this.rephraser = rephraser;
    this.terms = terms;
    this.#ask = ask;
    this.#jobs = jobs;
    if (watching?.onText) this.onText = watching.onText;
    if (watching?.onState) this.onState = watching.onState;
  }

  request(): RephraserRequest | null {
    return this.#ask.request();
  }

  done(answer: RephraserAnswer): Dealt {
    return this.#jobs.deal(this.#ask.answered(answer));
  }

  failed(error: RephraserError): Dealt {
    return this.#jobs.deal(this.#ask.failed(error.message));
  }

  unasked(): Dealt {
    return this.#jobs.deal(this.#ask.unasked());
  }
}

async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  await Promise.all(promises);
}

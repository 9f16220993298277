import type { Ask, Dealt, Job, Plan, Rephraser, Terms, Work, WorkEvent } from '#engine';
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

/** What becomes of a piece outside of the engine. */
export interface PieceHost {
  readonly models: OpenedModels;
  /** Resolves when the outcome is durable. */
  outcome(event: Extract<WorkEvent, { readonly kind: 'outcome' }>): Promise<void>;
  /** Called once, when everything of the piece is durable. */
  ended(): Promise<void>;
  /** Who is told how a request goes. */
  watch?(ask: Ask): Pick<Job, 'onText' | 'onState'>;
}

/**
 * The jobs of a piece that are due at its beginning; those that follow come from them. Where something has to be written
 * down before the next, its promise comes instead of a job.
 */
export function* pieceJobs(work: Work, host: PieceHost): Generator<Job | Promise<void>> {
  let unwritten = 0;
  let told = false;

  async function write(event: Extract<WorkEvent, { readonly kind: 'outcome' }>): Promise<void> {
    unwritten++;
    await host.outcome(event);
    unwritten--;
    await endWhenWritten();
  }

  async function endWhenWritten(): Promise<void> {
    if (told || !work.ended || unwritten > 0) return;
    told = true;
    await host.ended();
  }

  function deal(events: readonly WorkEvent[]): Dealt {
    const next: Job[] = [];
    const written: Promise<void>[] = [];
    for (const event of events) {
      if (event.kind === 'ask') next.push(jobOf(event.ask));
      else written.push(write(event));
    }
    if (written.length === 0) written.push(endWhenWritten());
    const [only] = written;
    return { next, durable: written.length === 1 && only ? only : allOf(written) };
  }

  function jobOf(ask: Ask): Job {
    const { rephraser, terms } = host.models.get(ask.model);
    const watching = host.watch?.(ask);
    return {
      rephraser,
      terms,
      ...watching,
      request: ask.request,
      done: (answer) => deal(ask.answered(answer)),
      failed: (error) => deal(ask.failed(error.message)),
      unasked: () => deal(ask.unasked()),
    };
  }

  for (const event of work.begin()) yield event.kind === 'ask' ? jobOf(event.ask) : write(event);
  if (work.ended) yield endWhenWritten();
}

async function allOf(promises: readonly Promise<void>[]): Promise<void> {
  await Promise.all(promises);
}

import {
  BudgetError,
  type Clock,
  countTokens,
  createBudget,
  createDispatch,
  type Dealt,
  dollarsOf,
  type Job,
  openWork,
  type Plan,
  type Rephraser,
  type RephraserAnswer,
  RephraserError,
  type RephraserRequest,
} from '#engine';
import { openedModels, type OpenedModels, pieceJobs } from '../piece-jobs.ts';
import type { Rephrasers } from '../rephrasers.ts';
import { added, type Amounts, nothing } from './amounts.ts';
import { choosePieces } from './choose-pieces.ts';
import type { Probed, ProbedPiece } from './probed.ts';
import { countPrompts } from './count-prompts.ts';
import type { SizedPiece } from './sizes.ts';
import { type Timed, workOf } from './speed.ts';
import type { Random } from './statistics.ts';

export interface ProbeOptions {
  readonly plan: Plan;
  readonly rephrasers: Rephrasers;
  readonly documents: readonly (readonly SizedPiece[])[];
  /** Pieces of work that the run has, about: a probe never does more than a quarter of them. */
  readonly pieces: number;
  readonly random: Random;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** After so long no further request is sent, and after so much more nothing is waited for. */
const sendingMs = 20_000;
const waitingMs = 10_000;

/** Requests of a probe: enough that servers are as busy as in a run; fewer where each costs money. */
const mostRequests = 192;
const mostPaidRequests = 64;

/** What a probe may cost: this, and this share of the strategy’s own budget. */
const mostDollars = 0.25;
const shareOfBudget = 0.05;

const tooSlow = `nothing was finished within ${(sendingMs + waitingMs) / 1000} s.`;

const tooDear =
  'one request may cost more than a probe may, $0.25 and a twentieth of the budget; a `max_tokens` makes that less.';

/** A server that does not answer is given up soon: somebody is waiting. */
const patience = { failures: 4, beforeFirstAnswerMs: 0, afterwardsMs: 10_000 } as const;

const noneKnown = { finished: new Set<string>(), steps: new Map<string, never>(), complete: () => false };

/**
 * Does some of a run’s work for its tokens and its time, by the engine of the run; what comes of it is not kept.
 * @throws the signal's reason when aborted; what models do becomes `trouble`
 */
export async function probe(options: ProbeOptions): Promise<Probed> {
  const { plan, rephrasers, clock, signal, random } = options;
  const ending = new AbortController();
  const drain = new AbortController();
  const abort = AbortSignal.any([signal, ending.signal]);
  const budget = budgetOf(options);
  const dispatch = createDispatch({
    clock,
    random,
    drain: drain.signal,
    abort,
    patience,
    ...(budget && { budget }),
  });
  const record = recorder(options, openedModels(rephrasers));
  const beganMs = clock.now();
  const stops = [
    clock.after(sendingMs, () => drain.abort()),
    clock.after(sendingMs + waitingMs, () => ending.abort(new Error('The probe took too long.'))),
  ];
  const most = mostPieces(options);
  const chosen = choosePieces(options.documents, most, random);
  let trouble: string | null = null;
  try {
    await dispatch.run(record.jobs(chosen, 2 * most));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RephraserError) trouble = error.message;
    else if (error instanceof BudgetError) {
      if (record.found().pieces.length === 0) trouble = tooDear;
    } else if (!ending.signal.aborted) throw error;
    else if (record.found().pieces.length === 0) trouble = tooSlow;
  } finally {
    for (const stop of stops) stop();
  }
  const seconds = (clock.now() - beganMs) / 1000;
  const counted = trouble === null ? await countPrompts(chosen, { ...options, models: record.models }) : new Map();
  const dollars = [...record.spent].reduce(
    (sum, [model, amounts]) => sum + dollarsOf(amounts, plan.strategy.models[model]?.price ?? null),
    0,
  );
  const { requests } = dispatch.state;
  return { ...record.found(), counted, requests, seconds, dollars, trouble };
}

function mostPieces({ plan, pieces }: ProbeOptions): number {
  const isPaid = Object.values(plan.strategy.models).some(({ price }) => price !== null);
  return Math.min(isPaid ? mostPaidRequests : mostRequests, Math.max(8, Math.ceil(pieces / 4)));
}

function budgetOf({ plan }: ProbeOptions): ReturnType<typeof createBudget> | null {
  const { budget, models } = plan.strategy;
  const isPaid = Object.values(models).some(({ price }) => price !== null);
  if (!isPaid && budget.tokens === null) return null;
  const dollars = Math.min(mostDollars, shareOfBudget * (budget.dollars ?? Number.POSITIVE_INFINITY));
  const tokens = budget.tokens === null ? null : shareOfBudget * budget.tokens;
  return createBudget({ dollars: isPaid ? dollars : null, tokens }, { tokens: 0, dollars: 0 });
}

interface Recorder {
  readonly models: OpenedModels;
  /** What was asked of each model, by its name. */
  readonly spent: ReadonlyMap<string, Amounts>;
  jobs(chosen: readonly SizedPiece[], mostRequests: number): AsyncGenerator<Job>;
  found(): Pick<Probed, 'pieces' | 'timed' | 'counting' | 'concurrency'>;
}

/** Notes what requests of pieces cost and how long they take, and hands their jobs on. */
function recorder({ plan, clock }: ProbeOptions, opened: OpenedModels): Recorder {
  const timed = new Map<string, Timed[]>();
  const counting = new Set<string>();
  const concurrency = new Map<string, number | 'auto'>();
  const pieces: ProbedPiece[] = [];
  const spent = new Map<string, Amounts>();
  const watched = new Map<string, Rephraser>();
  let asked = 0;

  const models: OpenedModels = {
    ...opened,
    get(model) {
      const { rephraser, terms } = opened.get(model);
      const known = watched.get(model) ?? timing(rephraser, clock, timesOf(model));
      watched.set(model, known);
      concurrency.set(model, rephraser.concurrency);
      return { rephraser: known, terms };
    },
  };

  function timesOf(model: string): Timed[] {
    const times = timed.get(model) ?? [];
    timed.set(model, times);
    return times;
  }

  function* jobsOf({ piece, passages, prompt }: SizedPiece): Generator<Job | Promise<void>> {
    const circumstances = { plan, label: opened.label, now: () => '' };
    const amounts = new Map<string, Amounts>();
    let text = 0;
    const note: Note = (model, more, counts) => {
      if (counts) counting.add(model);
      amounts.set(model, added(amounts.get(model) ?? nothing, more));
      spent.set(model, added(spent.get(model) ?? nothing, more));
      asked++;
    };
    const begun = pieceJobs(openWork(piece, circumstances, noneKnown), {
      models,
      async outcome({ outcome }) {
        if (outcome.kind === 'record') text += countTokens(outcome.record.text);
      },
      async ended() {
        pieces.push({ rephrasing: piece.identity.rephrasing, passages, prompt, amounts, text });
      },
    });
    const modelOf = (job: Job): string => [...watched].find(([, one]) => one === job.rephraser)?.[0] ?? '';
    for (const next of begun) yield next instanceof Promise ? next : noting(next, modelOf, note);
  }

  return {
    models,
    spent,
    async *jobs(chosen, most) {
      for (const sized of chosen) {
        if (asked >= most) return;
        await opened.open(sized.piece.planned);
        for (const next of jobsOf(sized)) {
          if (next instanceof Promise) await next;
          else yield next;
        }
      }
    },
    found: () => ({ pieces, timed, counting, concurrency }),
  };
}

/** Told of a request at its end; `counts` says whether the model has counted its prompt. */
type Note = (model: string, amounts: Amounts, counts: boolean) => void;

/** The job, and all that follow from it, with their tokens noted. */
function noting(job: Job, modelOf: (job: Job) => string, note: Note): Job {
  let request: RephraserRequest | null = null;
  const following = (dealt: Dealt): Dealt => ({
    ...dealt,
    next: dealt.next.map((next) => noting(next, modelOf, note)),
  });
  return {
    ...job,
    request() {
      request = job.request();
      return request;
    },
    done(answer) {
      note(modelOf(job), { requests: 1, ...tokensOf(request, answer) }, answer.inputTokens !== null);
      return following(job.done(answer));
    },
    failed(error) {
      note(modelOf(job), { requests: 1, input: 0, output: 0 }, false);
      return following(job.failed(error));
    },
    unasked: () => following(job.unasked()),
  };
}

/** As the model counted them; where it does not count, as we do. */
function tokensOf(
  request: RephraserRequest | null,
  answer: RephraserAnswer,
): { readonly input: number; readonly output: number } {
  const ours = (): number => request?.messages.reduce((sum, { content }) => sum + countTokens(content), 0) ?? 0;
  return { input: answer.inputTokens ?? ours(), output: answer.outputTokens ?? countTokens(answer.text) };
}

/** The same model, with the time of every answer noted. */
function timing(rephraser: Rephraser, clock: Clock, times: Timed[]): Rephraser {
  let inFlight = 0;
  return {
    ...rephraser,
    async rephrase(request, options) {
      const beganMs = clock.now();
      const before = ++inFlight;
      let after = before;
      try {
        const answer = await rephraser.rephrase(request, options);
        after = inFlight;
        const seconds = (clock.now() - beganMs) / 1000;
        const endedAt = clock.now() / 1000;
        times.push({ endedAt, seconds, inFlight: (before + after) / 2, work: workOf(tokensOf(request, answer)) });
        return answer;
      } finally {
        inFlight--;
      }
    },
  };
}

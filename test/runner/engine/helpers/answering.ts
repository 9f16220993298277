import {
  type Ask,
  type Circumstances,
  type Known,
  openWork,
  type Outcome,
  type Piece,
  type Plan,
  planDocument,
  planStrategy,
  type RephraserAnswer,
  type RephraserRequest,
  type SeedDocument,
  type StepAnswer,
  type WorkEvent,
} from '#engine';
import type { Strategy } from '#language';

export const nothingKnown: Known = { finished: new Set(), steps: new Map(), complete: () => false };

export function documentOf(text: string, over: Partial<SeedDocument> = {}): SeedDocument {
  return { id: 'page', text, fields: { topic: 'templates' }, file: 'pages/a.md', row: 0, ...over };
}

export function circumstancesOf(plan: Plan, over: Partial<Circumstances> = {}): Circumstances {
  return { plan, label: (model) => `mock:${model}`, now: () => '2026-01-01T00:00:00.000Z', ...over };
}

/** The pieces that a strategy makes of a document that it lets through. */
export function piecesOf(plan: Plan, document: SeedDocument): readonly Piece[] {
  const planned = planDocument(plan, document);
  if (planned.kind === 'skipped') throw new Error(`Skipped by ${planned.skipped.expression}.`);
  return planned.pieces;
}

/** What a model says: a text, a whole answer, or an error with its message. */
export type Model = (request: RephraserRequest, ask: Ask) => string | Partial<RephraserAnswer> | Error;

export interface Done {
  readonly outcomes: readonly Outcome[];
  readonly requests: readonly RephraserRequest[];
  readonly asks: readonly Ask[];
  readonly ended: boolean;
  /** How many requests were due at the same time, at the most. */
  readonly sideBySide: number;
}

export interface DoOptions {
  readonly known?: Known;
  /** Requests that are answered before the process is killed. */
  readonly answers?: number;
  /** Which of the requests that are due is answered next. */
  readonly next?: (due: number) => number;
  readonly circumstances?: Partial<Circumstances>;
}

/** Does a piece with a model that answers at once, one request after the other. */
export function doPiece(plan: Plan, piece: Piece, model: Model, options: DoOptions = {}): Done {
  const { known = nothingKnown, answers = Number.POSITIVE_INFINITY, next = () => 0 } = options;
  const work = openWork(piece, circumstancesOf(plan, options.circumstances), known);
  const due: Ask[] = [];
  const outcomes: Outcome[] = [];
  const requests: RephraserRequest[] = [];
  const asks: Ask[] = [];
  let sideBySide = 0;
  const take = (events: Iterable<WorkEvent>): void => {
    for (const event of events) {
      if (event.kind === 'ask') due.push(event.ask);
      else outcomes.push(event.outcome);
    }
    sideBySide = Math.max(sideBySide, due.length);
  };
  take(work.begin());
  while (due.length > 0 && requests.length < answers) {
    const [ask] = due.splice(next(due.length), 1);
    if (ask === undefined) throw new Error('Nothing is due there.');
    const request = ask.request();
    if (request === null) {
      take(ask.unasked());
      continue;
    }
    requests.push(request);
    asks.push(ask);
    const said = model(request, ask);
    if (said instanceof Error) take(ask.failed(said.message));
    else {
      const given = typeof said === 'string' ? { text: said } : said;
      take(ask.answered({ text: '', finishReason: 'stop', inputTokens: 9, outputTokens: 4, ...given }));
    }
  }
  return { outcomes, requests, asks, ended: work.ended, sideBySide };
}

/** Does the first piece that a strategy makes of a document. */
export function doFirst(strategy: Strategy, document: SeedDocument, model: Model, options: DoOptions = {}): Done {
  const plan = planStrategy(strategy);
  const [piece] = piecesOf(plan, document);
  if (piece === undefined) throw new Error('There is no piece.');
  return doPiece(plan, piece, model, options);
}

/** What a journal with these outcomes knows. */
export function knownFrom(outcomes: readonly Outcome[]): Known {
  const finished = new Set<string>();
  const steps = new Map<string, StepAnswer>();
  for (const outcome of outcomes) {
    if (outcome.kind === 'step') steps.set(outcome.step.id, outcome.step);
    else finished.add(outcome.kind === 'record' ? outcome.record.id : outcome.reject.id);
  }
  return { finished, steps, complete: () => false };
}

export function recordsOf(outcomes: readonly Outcome[]) {
  return outcomes.flatMap((outcome) => (outcome.kind === 'record' ? [outcome.record] : []));
}

export function rejectsOf(outcomes: readonly Outcome[]) {
  return outcomes.flatMap((outcome) => (outcome.kind === 'reject' ? [outcome.reject] : []));
}

/** The last message of the user. */
export function promptOf({ messages }: RephraserRequest): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? '';
}

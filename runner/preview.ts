import {
  type Asked,
  askExpectation,
  type CompiledCondition,
  createDispatch,
  findings,
  type Job,
  openWork,
  type Piece,
  type Plan,
  planDocument,
  type SeedDocument,
  type WorkEvent,
} from '#engine';
import { systemClock } from './clock.ts';
import { openedModels, pieceJobs } from './piece-jobs.ts';
import type { PreviewedDocument, PreviewedRephrasing, PreviewProgress } from '#protocol';
import type { Rephrasers } from './rephrasers.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface PreviewOptions {
  readonly plan: Plan;
  readonly rephrasers: Rephrasers;
  /** Names of rephrasings; empty is all of them. */
  readonly rephrasings: readonly string[];
  readonly signal: AbortSignal;
  /** How often the same was asked for before: requests have seeds of their own each time. 0 or absent is what a run asks. */
  readonly again?: number;
  /** What a test expects of every record. */
  readonly expect?: readonly CompiledCondition[];
  /** Called with what is waited for (`state`), or with further text of an answer. */
  readonly onProgress?: (rephrasing: string, progress: PieceProgress) => void;
}

/** How one output of a preview goes on. */
export type PieceProgress = Pick<PreviewProgress, 'piece' | 'state' | 'text'>;

/** A preview gives up soon: somebody is watching. */
const patience = { beforeFirstAnswerMs: 0, afterwardsMs: 0, failures: 3 } as const;

/** Nothing is known before a preview. */
const nothing = { finished: new Set<string>(), steps: new Map<string, never>(), complete: () => false };

/**
 * Rephrases one document as a run would: the same plan, passages, prompts, requests, cleaning, measures and gates.
 * @throws RephraserError of kind `run` where a model cannot be reached or refuses the key.
 */
export async function previewDocument(document: SeedDocument, options: PreviewOptions): Promise<PreviewedDocument> {
  const { id, file, text } = document;
  const planned = planDocument(options.plan, document);
  if (planned.kind === 'skipped') return { id, file, text, skipped: planned.skipped, results: [] };
  const wanted = planned.pieces.filter(
    ({ identity }) => options.rephrasings.length === 0 || options.rephrasings.includes(identity.rephrasing),
  );
  return { id, file, text, skipped: null, ...(await rephrase(wanted, options)) };
}

type OutcomeEvent = Extract<WorkEvent, { readonly kind: 'outcome' }>;

async function rephrase(
  pieces: readonly Piece[],
  options: PreviewOptions,
): Promise<Pick<PreviewedDocument, 'results' | 'withoutPassage'>> {
  const { plan } = options;
  const never = new AbortController().signal;
  const dispatch = createDispatch({
    clock: systemClock,
    random: Math.random,
    drain: never,
    abort: options.signal,
    patience,
  });
  const models = openedModels(options.rephrasers);
  const circumstances = {
    plan,
    label: models.label,
    now: () => new Date().toISOString(),
    trail: true,
    ...(options.again !== undefined && { again: options.again }),
  };
  const results: PreviewedRephrasing[][] = pieces.map(() => []);
  const withoutPassage = new Set<string>();
  /** Every chain of requests has a stream of its own, which is told apart by its number. */
  let streams = 0;

  async function* jobs(): AsyncGenerator<Job> {
    for (const [index, piece] of pieces.entries()) {
      const { rephrasing } = piece.identity;
      const work = openWork(piece, circumstances, nothing);
      if (work.passages.length === 0) withoutPassage.add(rephrasing);
      const names = [...new Set(piece.planned.steps.map(({ step }) => step.model))].join(', ');
      options.onProgress?.(rephrasing, { piece: streams, state: `opening ${names}`, text: '' });
      await unlessAborted(models.open(piece.planned), options.signal);
      options.onProgress?.(rephrasing, { piece: streams, state: `asking ${names}`, text: '' });
      const streamOf = new Map<string, number>();
      const begun = pieceJobs(work, {
        models,
        async outcome(event) {
          const shown = previewed(rephrasing, event, options.expect);
          if (shown !== null) results[index]?.push(shown);
        },
        ended: async () => undefined,
        watch({ chunk, item }) {
          const key = `${chunk} ${item.join()}`;
          const stream = streamOf.get(key) ?? streams++;
          streamOf.set(key, stream);
          const report = (state: string | null, text: string): void =>
            options.onProgress?.(rephrasing, { piece: stream, state, text });
          return options.onProgress === undefined
            ? {}
            : { onText: (text) => report(null, text), onState: (state) => report(state, '') };
        },
      });
      for (const next of begun) {
        if (next instanceof Promise) await next;
        else yield next;
      }
    }
  }
  await dispatch.run(jobs());
  const ordered = results.flatMap((of) => of.toSorted(inOrder));
  return { results: ordered, ...(withoutPassage.size > 0 && { withoutPassage: [...withoutPassage] }) };
}

/** What is shown of an outcome; null for an answer on the way to others, which they show. */
function previewed(
  rephrasing: string,
  { outcome, trail, raw, judged }: OutcomeEvent,
  expect: readonly CompiledCondition[] | undefined,
): PreviewedRephrasing | null {
  if (outcome.kind === 'step') return null;
  const messages = messagesOf(trail, raw);
  const { chunk } = outcome.kind === 'record' ? outcome.record : outcome.reject;
  const steps = trail.map(({ step, chunk: of, item, messages: sent, raw: said }) => ({
    name: step,
    chunk: of,
    item,
    messages: sent,
    raw: said,
  }));
  const found = judged === null ? [] : findings(judged);
  if (outcome.kind === 'record') {
    const common = { rephrasing, messages, raw, cleaned: judged?.output ?? null, findings: found, chunk, steps };
    const shown = { ...common, record: { ...outcome.record }, reject: null };
    if (expect === undefined || judged === null) return shown;
    return { ...shown, expectations: expect.map((condition) => askExpectation(condition, judged)) };
  }
  const { reason, message, gate, line, text, input_tokens, output_tokens, measures } = outcome.reject;
  const common = { rephrasing, messages, raw, cleaned: text, findings: found, chunk, steps };
  const tokens = input_tokens === null || output_tokens === null ? {} : { input_tokens, output_tokens };
  return { ...common, record: null, reject: { reason, message, gate, line, text, ...tokens, measures } };
}

/** The messages that what was said answers; of a joined record, those of its last part. */
function messagesOf(trail: readonly Asked[], raw: string | null): Asked['messages'] {
  const asked = trail.findLast((one) => one.raw === raw);
  return asked?.messages ?? (raw === null ? [] : (trail.at(-1)?.messages ?? []));
}

/** A joined record first, then by chunk and item. */
function inOrder(left: PreviewedRephrasing, right: PreviewedRephrasing): number {
  const byChunk = (left.chunk ?? -1) - (right.chunk ?? -1);
  if (byChunk !== 0) return byChunk;
  const [leftItem, rightItem] = [left, right].map(({ steps }) => steps.at(-1)?.item ?? []);
  for (const [at, place] of (leftItem ?? []).entries()) {
    const difference = place - (rightItem?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return (leftItem?.length ?? 0) - (rightItem?.length ?? 0);
}

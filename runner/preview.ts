import {
  type Circumstances,
  createDispatch,
  failedPiece,
  finishPiece,
  type Job,
  type Outcome,
  type Piece,
  type Plan,
  planDocument,
  type Prepared,
  preparePiece,
  type Rephraser,
  type SeedDocument,
} from '#engine';
import { systemClock } from './clock.ts';
import type { PreviewedDocument, PreviewedRephrasing, PreviewProgress } from './protocol.ts';
import type { Rephrasers } from './rephrasers.ts';

export interface PreviewOptions {
  readonly plan: Plan;
  readonly rephrasers: Rephrasers;
  /** Names of rephrasings; empty is all of them. */
  readonly rephrasings: readonly string[];
  readonly signal: AbortSignal;
  /** Called with what is waited for (`state`), or with further text of an answer. */
  readonly onProgress?: (rephrasing: string, progress: PieceProgress) => void;
}

/** How one piece of a preview goes on. */
export type PieceProgress = Pick<PreviewProgress, 'piece' | 'state' | 'text'>;

/** A preview gives up soon: somebody is watching. */
const patience = { beforeFirstAnswerMs: 0, afterwardsMs: 0, failures: 3 } as const;

/**
 * Rephrases one document as a run would: the same plan, prompts, requests, cleaning, measures and gates.
 * @throws RephraserError of kind `run` where a model cannot be reached or refuses the key.
 */
export async function previewDocument(document: SeedDocument, options: PreviewOptions): Promise<PreviewedDocument> {
  const { id, file, text } = document;
  const planned = planDocument(options.plan, document);
  if (planned.kind === 'skipped') return { id, file, text, skipped: planned.skipped, results: [] };
  const wanted = planned.pieces.filter(
    ({ identity }) => options.rephrasings.length === 0 || options.rephrasings.includes(identity.rephrasing),
  );
  const results = await rephrase(wanted, options);
  return { id, file, text, skipped: null, results };
}

async function rephrase(pieces: readonly Piece[], options: PreviewOptions): Promise<readonly PreviewedRephrasing[]> {
  const results: PreviewedRephrasing[] = [];
  const never = new AbortController().signal;
  const dispatch = createDispatch({
    clock: systemClock,
    random: Math.random,
    drain: never,
    abort: options.signal,
    patience,
  });
  async function* jobs(): AsyncGenerator<Job> {
    for (const [index, piece] of pieces.entries()) {
      const model = piece.planned.rephrasing.steps[0]?.model ?? '';
      const report = (state: string | null, text: string): void =>
        options.onProgress?.(piece.identity.rephrasing, { piece: index, state, text });
      report(`opening ${model}`, '');
      const rephraser = await options.rephrasers.get(model);
      const circumstances = circumstancesOf(options.plan, rephraser);
      const preparation = preparePiece(piece, circumstances);
      if (preparation.kind === 'reject') {
        results[index] = previewed(piece, null, null, preparation);
        continue;
      }
      const { prepared } = preparation;
      yield {
        rephraser,
        request: prepared.request,
        ...(options.onProgress && {
          onText: (text: string) => report(null, text),
          onState: (state: string) => report(state, ''),
        }),
        async done(answer) {
          const outcome = finishPiece(prepared, answer, circumstances);
          results[index] = previewed(piece, prepared, prepared.prefill + answer.text, outcome);
        },
        async failed(error) {
          results[index] = previewed(piece, prepared, null, failedPiece(piece, error.message, circumstances));
        },
      };
    }
  }
  await dispatch.run(jobs());
  return results;
}

/** What the records of this rephraser say besides the work itself. */
export function circumstancesOf(plan: Plan, rephraser: Rephraser): Circumstances {
  return { plan, model: rephraser.label, now: () => new Date().toISOString() };
}

function previewed(piece: Piece, prepared: Prepared | null, raw: string | null, outcome: Outcome): PreviewedRephrasing {
  const common = { rephrasing: piece.identity.rephrasing, messages: prepared?.request.messages ?? [], raw };
  if (outcome.kind === 'record') return { ...common, record: { ...outcome.record }, reject: null };
  const { reason, message, gate, line, text, measures } = outcome.reject;
  return { ...common, record: null, reject: { reason, message, gate, line, text, measures } };
}

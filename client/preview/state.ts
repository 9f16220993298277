import type { PreviewedDocument, PreviewProgress } from '#protocol';

/** A preview as far as it has come. Values: every step gives a new one. */
export interface PreviewState {
  readonly strategy: string;
  /** What is rephrased, for people; a better name may come with the result. */
  readonly document: string;
  /** Which model is asked instead of those that the strategy names; null where they are as written. */
  readonly instead: string | null;
  /** In the order of the strategy; several of the same name where a rephrasing has several pieces of work. */
  readonly rephrasings: readonly RephrasingState[];
  readonly end: PreviewEnd | null;
}

export interface RephrasingState {
  readonly name: string;
  /** Which piece of work; null as long as none has begun. */
  readonly piece: number | null;
  /** What is being waited for, or null while text comes. */
  readonly waiting: string | null;
  readonly text: string;
}

export type PreviewEnd =
  | { readonly kind: 'finished'; readonly document: PreviewedDocument }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

export function startedPreview(
  strategy: string,
  document: string,
  rephrasings: readonly string[],
  instead: string | null = null,
): PreviewState {
  return {
    strategy,
    document,
    instead,
    rephrasings: rephrasings.map((name) => ({ name, piece: null, waiting: 'waiting', text: '' })),
    end: null,
  };
}

/** The preview after further text, or another state, of one piece. What comes late, after the end, changes nothing. */
export function progressedPreview(state: PreviewState, progress: PreviewProgress): PreviewState {
  if (state.end) return state;
  const { rephrasing, piece, state: waiting } = progress;
  if (piece === null) {
    const told = state.rephrasings.map((one) =>
      one.name === rephrasing && one.text === '' ? { ...one, waiting } : one,
    );
    return { ...state, rephrasings: told };
  }
  const at = placeOf(state.rephrasings, rephrasing, piece);
  const rephrasings = state.rephrasings.flatMap((one, index) => {
    if (index !== at) return [one];
    const isIt = one.piece === null || one.piece === piece;
    const before = isIt ? { ...one, piece } : { name: rephrasing, piece, waiting: null, text: '' };
    return isIt ? [progressed(before, progress)] : [one, progressed(before, progress)];
  });
  return { ...state, rephrasings };
}

/** The preview at its end. */
export function endedPreview(state: PreviewState, end: PreviewEnd): PreviewState {
  return state.end ? state : { ...state, end };
}

/** Where a piece stands, or would stand: its own place, one that no piece has yet, else behind the others of its name. */
function placeOf(rephrasings: readonly RephrasingState[], name: string, piece: number): number {
  const own = rephrasings.findIndex((one) => one.name === name && one.piece === piece);
  if (own >= 0) return own;
  const free = rephrasings.findIndex((one) => one.name === name && one.piece === null);
  return free >= 0 ? free : rephrasings.findLastIndex((one) => one.name === name);
}

function progressed(before: RephrasingState, { state, text }: PreviewProgress): RephrasingState {
  // A state after text means that the request is made anew, and its answer begins at the beginning.
  if (state !== null) return { ...before, waiting: state, text: '' };
  return { ...before, waiting: null, text: before.text + text };
}

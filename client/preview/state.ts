import type { PreviewedDocument, PreviewProgress } from '#protocol';

/** A preview as far as it has come. Values: every step gives a new one. */
export interface PreviewState {
  readonly strategy: string;
  /** What is rephrased, for people; a better name may come with the result. */
  readonly document: string;
  /** In the order of the strategy. */
  readonly rephrasings: readonly RephrasingState[];
  readonly end: PreviewEnd | null;
}

export interface RephrasingState {
  readonly name: string;
  /** What is being waited for, or null while text comes. */
  readonly waiting: string | null;
  readonly text: string;
}

export type PreviewEnd =
  | { readonly kind: 'finished'; readonly document: PreviewedDocument }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

export function startedPreview(strategy: string, document: string, rephrasings: readonly string[]): PreviewState {
  return {
    strategy,
    document,
    rephrasings: rephrasings.map((name) => ({ name, waiting: 'waiting', text: '' })),
    end: null,
  };
}

/** The preview after further text, or another state, of one rephrasing. What comes late, after the end, changes nothing. */
export function progressedPreview(state: PreviewState, progress: PreviewProgress): PreviewState {
  if (state.end) return state;
  const rephrasings = state.rephrasings.map((rephrasing) =>
    rephrasing.name === progress.rephrasing ? progressed(rephrasing, progress) : rephrasing,
  );
  return { ...state, rephrasings };
}

/** The preview at its end. */
export function endedPreview(state: PreviewState, end: PreviewEnd): PreviewState {
  return state.end ? state : { ...state, end };
}

function progressed({ name, text }: RephrasingState, progress: PreviewProgress): RephrasingState {
  // A state after text means that the request is made anew, and its answer begins at the beginning.
  if (progress.state !== null) return { name, waiting: progress.state, text: '' };
  return { name, waiting: null, text: text + progress.text };
}

import type { Analysis, LineIndex } from '#language';

/** One version of one strategy, as every feature sees it. It is never changed. */
export interface View {
  readonly uri: string;
  readonly version: number;
  readonly analysis: Analysis;
  readonly lines: LineIndex;
  /** The files that it uses, by the paths under `use`, as far as they are known. */
  readonly uses?: ReadonlyMap<string, View>;
  /** Undefined where there are no such pages. */
  readonly reference?: Reference;
}

/** Addresses of pages that have a section for each code. */
export interface Reference {
  readonly problems: string;
  /** What studies found, behind the notes. */
  readonly evidence: string;
}

import type { Analysis, LineIndex } from '#language';

/** One version of one open strategy, as every feature sees it. It is never changed. */
export interface View {
  readonly uri: string;
  readonly version: number;
  readonly analysis: Analysis;
  readonly lines: LineIndex;
  /** Address of the page that has a section for each problem's code; undefined where there is no such page. */
  readonly reference?: string;
}

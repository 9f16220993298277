import type { Analysis, LineIndex } from '#language';

/** One version of one strategy, as every feature sees it. It is never changed. */
export interface View {
  readonly uri: string;
  readonly version: number;
  readonly analysis: Analysis;
  readonly lines: LineIndex;
  /** The files that it uses, by the paths under `use`, as far as they are known. */
  readonly uses?: ReadonlyMap<string, View>;
  /** Address of the page that has a section for each problem's code; undefined where there is no such page. */
  readonly reference?: string;
}

/** What came of a strategy the last time, as `findings.json` of its run folder says. */
export interface LastRun {
  /** The resolved strategy that ran, as it was written down then; another version of Wordmill may have done so. */
  readonly strategy: unknown;
  /** In the order of that strategy. */
  readonly rephrasings: readonly RephrasingFindings[];
}

/** Of one rephrasing, counted over the whole run or over a part of it that stands for the whole. */
export interface RephrasingFindings {
  readonly name: string;
  readonly records: number;
  readonly rejects: number;
  /** Of both, those whose answer was cut off at its limit. */
  readonly truncated: number;
  /** Rejects of which nothing was left when they had been cleaned. */
  readonly noOutput: number;
  /** Gates that rejected something, as they were written. */
  readonly gates: readonly { readonly expression: string; readonly rejected: number }[];
}

/** Version of the form of `findings.json`. */
const version = 1;

/** Reads a `findings.json`; undefined where the text is none, or one of a later version. */
export function readLastRun(text: string): LastRun | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // It may be cut off, or something else altogether: then nothing is known of the run.
    return undefined;
  }
  if (!isMap(value) || value['version'] !== version || !Array.isArray(value['rephrasings'])) return undefined;
  return { strategy: value['strategy'], rephrasings: value['rephrasings'].flatMap(rephrasingOf) };
}

function rephrasingOf(value: unknown): readonly RephrasingFindings[] {
  if (!isMap(value) || typeof value['name'] !== 'string') return [];
  return [
    {
      name: value['name'],
      records: count(value['records']),
      rejects: count(value['rejects']),
      truncated: count(value['truncated']),
      noOutput: count(value['no_output']),
      gates: Array.isArray(value['gates']) ? value['gates'].flatMap(gateOf) : [],
    },
  ];
}

function gateOf(value: unknown): RephrasingFindings['gates'] {
  if (!isMap(value) || typeof value['expression'] !== 'string') return [];
  return [{ expression: value['expression'], rejected: count(value['rejected']) }];
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `not-found`, `no-input`, `unsupported-input`: what the strategy names as seeds cannot be read as documents.
 * `not-a-run`, `changed-strategy`, `locked`: the output folder is something else, belongs to another strategy, or is in
 * use. `damaged`: a file of the run folder cannot be understood. `disk-full`, `not-writable`, `io`: the disk refused.
 */
export type StoreErrorCode =
  | 'not-found'
  | 'no-input'
  | 'unsupported-input'
  | 'not-a-run'
  | 'changed-strategy'
  | 'locked'
  | 'damaged'
  | 'disk-full'
  | 'not-writable'
  | 'io';

/** One thing that differs between a run folder and what is to be run in it. */
export interface Difference {
  /** Where it stands, with dots: `strategy.rephrasings.qa.prompt`. */
  readonly path: string;
  /** JSON of both sides; `nothing` where a side does not have it. */
  readonly old: string;
  readonly new: string;
}

const usageCodes: ReadonlySet<StoreErrorCode> = new Set<StoreErrorCode>([
  'not-found',
  'no-input',
  'unsupported-input',
  'not-a-run',
  'changed-strategy',
]);

/** What files and folders did: `message` says for people what was attempted, what stood in the way and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  /** With `changed-strategy`: everything that has changed; otherwise empty. */
  readonly differences: readonly Difference[];

  constructor(
    code: StoreErrorCode,
    message: string,
    details: { readonly cause?: unknown; readonly differences?: readonly Difference[] } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'StoreError';
    this.code = code;
    this.differences = details.differences ?? [];
  }

  /** True where another command line or strategy mends it, false where the machine must. */
  get usage(): boolean {
    return usageCodes.has(this.code);
  }
}

/** The `code` of an error from Node, such as `ENOENT`; undefined where it has none. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** An error's own words, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

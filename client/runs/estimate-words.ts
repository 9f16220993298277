import { duration, whole } from './run-numbers.ts';

/** A number that is expected, with how far off it may be. */
export interface Interval {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** The part of what `wordmill estimate` says that the editor shows. */
export interface Estimate {
  readonly documents: Interval;
  readonly requests: Interval;
  readonly inputTokens: Interval;
  readonly outputTokens: Interval;
  readonly dollars: Interval;
  readonly seconds: Interval;
  readonly dominates: string | null;
  /** Whether models were asked for it. */
  readonly probed: boolean;
  readonly notes: readonly string[];
}

/** Reads the JSON of `wordmill estimate`. Null where it is none, or lacks a number. */
export function parseEstimate(json: string): Estimate | null {
  const value = objectOf(json);
  if (value === null) return null;
  const [documents, requests, inputTokens, outputTokens, dollars, seconds] = [
    'documents',
    'requests',
    'input_tokens',
    'output_tokens',
    'dollars',
    'seconds',
  ].map((key) => intervalOf(value[key]));
  if (!documents || !requests || !inputTokens || !outputTokens || !dollars || !seconds) return null;
  const dominates = typeof value['dominates'] === 'string' ? value['dominates'] : null;
  const notes = Array.isArray(value['notes']) ? value['notes'].filter((note) => typeof note === 'string') : [];
  const probed = typeof value['probe'] === 'object' && value['probe'] !== null;
  return { documents, requests, inputTokens, outputTokens, dollars, seconds, dominates, probed, notes };
}

/** What is likely, in a line. */
export function estimateInBrief({ requests, outputTokens, dollars, seconds }: Estimate): string {
  return [
    `≈ ${short(requests.likely)} ${requests.likely === 1 ? 'request' : 'requests'}`,
    `${short(outputTokens.likely)} tokens out`,
    ...(dollars.high > 0 ? [money(dollars.likely)] : []),
    duration(seconds.likely),
  ].join(' · ');
}

/** How far off that may be, in a line. */
export function estimateInDetail(estimate: Estimate): string {
  const { inputTokens, outputTokens, dollars, seconds, dominates } = estimate;
  const parts = [
    `${range(inputTokens, short)} tokens in`,
    `${range(outputTokens, short)} out`,
    ...(dollars.high > 0 ? [range(dollars, money)] : []),
    range(seconds, duration),
    ...(dominates === null ? [] : [`most of it ${dominates}`]),
  ];
  return parts.join(' · ');
}

/** `12 documents`, and what the numbers stand on. */
export function groundOf({ documents: { low, likely, high }, probed }: Estimate): string {
  const documents = `${low === high ? '' : '≈ '}${whole(likely)} ${likely === 1 ? 'document' : 'documents'}`;
  return `${documents}, ${probed ? 'estimated with real requests' : 'guessed, since no model was asked'}`;
}

function range({ low, high }: Interval, word: (value: number) => string): string {
  const [from, to] = [word(low), word(high)];
  return from === to ? to : `${from} to ${to}`;
}

/** `812`, `24,500`, `3.1M`, `10B`. */
function short(value: number): string {
  const [size, unit] = value >= 1e9 ? [1e9, 'B'] : [1e6, 'M'];
  return value < 1e6 ? whole(Math.round(value)) : `${Number((value / size).toPrecision(2))}${unit}`;
}

function money(value: number): string {
  return value >= 1 ? `$${value.toFixed(2)}` : `$${Number(value.toPrecision(2))}`;
}

function objectOf(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    // The runner was ended while it wrote.
    return null;
  }
}

function intervalOf(value: unknown): Interval | null {
  if (typeof value !== 'object' || value === null) return null;
  const { low, likely, high }: { low?: unknown; likely?: unknown; high?: unknown } = value;
  if (typeof low !== 'number' || typeof likely !== 'number' || typeof high !== 'number') return null;
  return { low, likely, high };
}

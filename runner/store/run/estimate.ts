import type { FileSystem } from '../file-system.ts';
import { type Machine, thisMachine } from '../machine.ts';
import { explaining } from '../explaining.ts';
import { replaceFile } from './atomic-file.ts';
import { type Layout, layoutOf } from './layout.ts';

/** Of 100 such intervals about 95 hold what comes. */
export interface Interval {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** `estimate.json`: what a run was expected to cost. Snake case, as in all files of a run. */
export interface Estimate {
  /** Version of this form. */
  readonly version: 1;
  readonly strategy: string;
  readonly strategy_hash: string;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** Documents at the most; null is all. */
  readonly limit: number | null;
  readonly requests: Interval;
  readonly input_tokens: Interval;
  readonly output_tokens: Interval;
  readonly dollars: Interval;
  readonly seconds: Interval;
  /** Null where the strategy does not say how many GPUs there are. */
  readonly gpu_hours: Interval | null;
  /** Of the corpus, and of it those that are rephrased. */
  readonly rows: Interval;
  readonly documents: Interval;
  readonly by_rephrasing: Readonly<Record<string, EstimatedRephrasing>>;
  /** The rephrasing that costs most; null where there is none. */
  readonly dominates: string | null;
  readonly sample: { readonly rows: number; readonly documents: number; readonly whole: boolean };
  /** The requests that were asked for the estimate; null where no model was. */
  readonly probe: { readonly requests: number; readonly seconds: number; readonly dollars: number } | null;
  /** Who has counted the tokens of prompts, by the model’s name: its server, its answers, or nobody but us. */
  readonly tokenizer: Readonly<Record<string, 'server' | 'answers' | 'estimated'>>;
  /** What was assumed, for people. */
  readonly notes: readonly string[];
}

/** The likely numbers of one rephrasing. */
export interface EstimatedRephrasing {
  readonly requests: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly dollars: number;
  /** That it would take alone. */
  readonly seconds: number;
  /** Of the dollars, or of the time where there is no price. */
  readonly share: number;
  /** Whether requests were asked for it; else its numbers are guesses. */
  readonly measured: boolean;
}

/** Puts an estimate where a run finds it; the folder is made where there is none. */
export async function writeEstimate(
  folder: string,
  estimate: Estimate,
  machine: Machine = thisMachine(),
): Promise<string> {
  const system = explaining(machine.fileSystem);
  const layout = layoutOf(folder);
  await system.makeFolder(folder);
  await replaceFile(system, layout.estimate, 'estimate', `${JSON.stringify(estimate, null, 2)}\n`);
  return layout.estimate;
}

/** The estimate that was made before a run; null where there is none, or it is of another strategy or another version. */
export async function readEstimate(system: FileSystem, layout: Layout, strategyHash: string): Promise<Estimate | null> {
  const bytes = await system.read(layout.estimate);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return isEstimate(value) && value.strategy_hash === strategyHash ? value : null;
  } catch {
    // Cut off by a loss of power, or somebody else's: the run goes without it.
    return null;
  }
}

/** The estimate that lies in a run's folder; null where there is none of this strategy. */
export async function estimateIn(
  folder: string,
  strategyHash: string,
  machine: Machine = thisMachine(),
): Promise<Estimate | null> {
  return readEstimate(explaining(machine.fileSystem), layoutOf(folder), strategyHash);
}

const intervals = ['documents', 'requests', 'input_tokens', 'output_tokens', 'dollars', 'seconds'] as const;

/** Looks at what is shown of it: the file is written whole by this program or by the editor. */
function isEstimate(value: unknown): value is Estimate {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return false;
  const keys: Readonly<Record<string, unknown>> = { ...value };
  return intervals.every((key) => isInterval(keys[key]));
}

function isInterval(value: unknown): value is Interval {
  if (typeof value !== 'object' || value === null) return false;
  const { low, likely, high }: { low?: unknown; likely?: unknown; high?: unknown } = value;
  return [low, likely, high].every((number) => typeof number === 'number');
}

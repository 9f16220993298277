import { countTokens, type SetMeasures } from '#engine';
import type { RunFacts } from '#store';

/** One of several runs that are compared. Snake case, since it is printed as JSON. */
export interface ComparedRun {
  readonly output: string;
  readonly strategy: string;
  readonly strategy_hash: string;
  readonly models: readonly string[];
  readonly documents: number;
  readonly records: number;
  readonly rejects: number;
  /** Records over records and rejects; 1 where there are none. */
  readonly accept_rate: number;
  readonly requests: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly dollars: number;
  readonly seconds: number;
  readonly by_rephrasing: Readonly<Record<string, ComparedRephrasing>>;
  /** Share that each gate has let through. */
  readonly by_gate: Readonly<Record<string, number>>;
  /** Means over the records that were looked at, of those that have the measure; true counts as 1. */
  readonly measures: Readonly<Record<string, number>>;
  readonly set: SetMeasures;
}

export interface ComparedRephrasing {
  readonly records: number;
  readonly rejects: number;
  readonly accept_rate: number;
  /** Estimated tokens of a record’s text, on the average; null where none was looked at. */
  readonly tokens: number | null;
}

export function comparedRun(facts: RunFacts): ComparedRun {
  const { counts, accepted, records } = facts;
  const { by_rephrasing: byName } = counts;
  const finished = counts.records + counts.rejects;
  return {
    output: facts.output,
    strategy: facts.strategy,
    strategy_hash: facts.strategyHash,
    models: facts.models,
    documents: counts.documents,
    records: counts.records,
    rejects: counts.rejects,
    accept_rate: finished === 0 ? 1 : counts.records / finished,
    requests: facts.requests,
    input_tokens: counts.input_tokens,
    output_tokens: counts.output_tokens,
    dollars: facts.dollars,
    seconds: facts.seconds,
    by_rephrasing: Object.fromEntries(
      facts.rephrasings.map((name) => {
        const tokens = mean(
          records.filter(({ rephrasing }) => rephrasing === name).map(({ text }) => countTokens(text)),
        );
        const rate = accepted.by_rephrasing[name]?.rate ?? 1;
        return [
          name,
          { records: byName[name]?.records ?? 0, rejects: byName[name]?.rejects ?? 0, accept_rate: rate, tokens },
        ];
      }),
    ),
    by_gate: Object.fromEntries(Object.entries(accepted.by_gate).map(([gate, { rate }]) => [gate, rate])),
    measures: meansOf(records),
    set: facts.set,
  };
}

function meansOf(records: RunFacts['records']): Readonly<Record<string, number>> {
  const values = new Map<string, number[]>();
  for (const { measures } of records) {
    for (const [name, value] of Object.entries(measures)) {
      if (typeof value !== 'number' && typeof value !== 'boolean') continue;
      const known = values.get(name) ?? [];
      values.set(name, known);
      known.push(Number(value));
    }
  }
  return Object.fromEntries([...values].map(([name, those]) => [name, mean(those) ?? 0]));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

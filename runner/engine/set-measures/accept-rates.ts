/** What a run has counted, as far as it is needed here. */
export interface OutcomeCounts {
  readonly by_rephrasing: Readonly<Record<string, { readonly records: number; readonly rejects: number }>>;
  /** Rejects by the gate as written, or by the reason where no gate decided. */
  readonly by_reason: Readonly<Record<string, number>>;
}

/** A rephrasing's gates, as written. */
export interface GatedRephrasing {
  readonly name: string;
  readonly gates: readonly string[];
}

/** How often something let a rephrasing through. */
export interface AcceptRate {
  readonly of: number;
  readonly rejected: number;
  /** 1 − rejected / of; 1 where nothing was asked. */
  readonly rate: number;
}

export interface AcceptRates {
  readonly by_rephrasing: Readonly<Record<string, AcceptRate>>;
  /**
   * Every gate over all pieces of the rephrasings that have it. Pieces that something else turned away before count as let
   * through, since gates are asked in their order and the first that fails decides.
   */
  readonly by_gate: Readonly<Record<string, AcceptRate>>;
}

export function acceptRates(rephrasings: readonly GatedRephrasing[], counts: OutcomeCounts): AcceptRates {
  const countsOf = (name: string) => counts.by_rephrasing[name] ?? { records: 0, rejects: 0 };
  const byRephrasing = rephrasings.map(({ name }) => {
    const { records, rejects } = countsOf(name);
    return [name, rateOf(rejects, records + rejects)] as const;
  });
  const gates = [...new Set(rephrasings.flatMap((rephrasing) => rephrasing.gates))];
  const byGate = gates.map((gate) => {
    const asked = rephrasings.filter((rephrasing) => rephrasing.gates.includes(gate)).map(({ name }) => countsOf(name));
    const of = asked.reduce((sum, { records, rejects }) => sum + records + rejects, 0);
    return [gate, rateOf(counts.by_reason[gate] ?? 0, of)] as const;
  });
  return { by_rephrasing: Object.fromEntries(byRephrasing), by_gate: Object.fromEntries(byGate) };
}

function rateOf(rejected: number, of: number): AcceptRate {
  return { of, rejected, rate: of === 0 ? 1 : 1 - rejected / of };
}

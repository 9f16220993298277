import type { TemplateRole } from '../analysis.ts';
import { type MeasureSpec, measureTable } from '../measures.ts';
import type { Span } from '../span.ts';
import type { ParsedExpression, Range, Ranges, ValueType } from '../template/index.ts';
import type { Site } from './facts.ts';

/** An expression that decides something. */
export type Condition = Extract<Site, { kind: 'expression' }>;

/** Expressions that have to hold one and all, in the order in which they are asked. */
export interface Conditions {
  readonly path: readonly string[];
  readonly items: readonly Condition[];
}

/** The expressions of a chunk, those of one list together. */
export function conditionsOf(sites: readonly Site[]): readonly Conditions[] {
  const lists = new Map<readonly string[], Condition[]>();
  for (const site of sites) {
    // A computed value may be anything; only conditions let through or keep out.
    if (site.kind !== 'expression' || site.role === 'let' || site.role === 'pairs') continue;
    const items = lists.get(site.path);
    if (items === undefined) lists.set(site.path, [site]);
    else items.push(site);
  }
  return Array.from(lists, ([path, items]) => ({ path, items }));
}

const measures: readonly (readonly [string, MeasureSpec])[] = Object.entries(measureTable);
const ofSource = measures.filter(([, spec]) => spec.ofSource);
const gateMeasures = new Map([...measures, ...ofSource.map(([name, spec]) => [`source.${name}`, spec] as const)]);

const measuresOf: Readonly<Record<TemplateRole, ReadonlyMap<string, MeasureSpec>>> = {
  document: new Map(ofSource),
  let: new Map(ofSource),
  prompt: new Map(ofSource),
  gate: gateMeasures,
  pairs: gateMeasures,
  assemble: new Map(),
};

const ranges: Readonly<Record<TemplateRole, Ranges>> = {
  document: rangesIn(measuresOf.document),
  let: rangesIn(measuresOf.let),
  prompt: rangesIn(measuresOf.prompt),
  gate: rangesIn(measuresOf.gate),
  pairs: rangesIn(measuresOf.pairs),
  assemble: rangesIn(measuresOf.assemble),
};

/** What the measures of a scope can be. */
export function rangesOf(role: TemplateRole): Ranges {
  return ranges[role];
}

function rangesIn(known: ReadonlyMap<string, MeasureSpec>): Ranges {
  const found = new Map(
    Array.from(known, ([name, { type, range }]): readonly [string, Range | undefined] => {
      if (type === 'boolean') return [name, { low: 0, high: 1, above: false, below: false, whole: true }];
      if (type !== 'number') return [name, undefined];
      const [low, high] = range ?? [-Infinity, Infinity];
      return [name, { low, high, above: false, below: false, whole: false }];
    }),
  );
  return (name) => found.get(name);
}

/** The types of the measures that an expression can ask for; of other names nothing. */
export function measureTypes({ role }: Condition): (name: string) => ValueType | undefined {
  return (name) => {
    const type = measuresOf[role].get(name)?.type;
    return type === undefined ? undefined : { kind: type };
  };
}

/** Where the whole of a condition stands, without the end of the last line of a block. */
export function wholeSpan({ parsed: { source }, placement }: Condition): Span {
  return placement.span({ start: 0, end: source.trimEnd().length });
}

/** A part of an expression as it is written, on one line. */
export function written({ source }: ParsedExpression, span = { start: 0, end: source.length }): string {
  return source.slice(span.start, span.end).trim().replaceAll(/\s+/g, ' ');
}

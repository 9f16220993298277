import type { TemplateRole, TemplateScope, TemplateSite } from './analysis.ts';
import { computedValues } from './checks/computed-values.ts';
import { type Facts, factsOf, type Site } from './checks/facts.ts';
import { seedConditions } from './checks/requests.ts';
import { scopeProblems } from './checks/scope-problems.ts';
import { type ComputedValue, scopesOf, scopeWithin, type VariableType, withNames } from './checks/scopes.ts';
import { textUnused } from './checks/text-unused.ts';
import { allHold, type Reach, reachOf } from './checks/unreachable-rephrasing.ts';
import type { Problem } from './problem.ts';
import type { ReferenceKind } from './schema/spec.ts';
import { shiftNode } from './syntax/shift.ts';
import type { Chunk, PlacedChunk, Tree } from './syntax/tree.ts';
import { type Imported, withoutHidden } from './use/import-names.ts';

/** The names that templates can use, by what the template is for. */
export type Scopes = Readonly<Record<TemplateRole, TemplateScope>>;

/** A chunk with everything that was found in it. Spans count from the chunk's beginning. */
export interface CheckedChunk {
  readonly placed: PlacedChunk;
  readonly facts: Facts;
  /** Problems of the chunk by itself, then those that hang on the names of the file. */
  readonly problems: readonly Problem[];
  /** Of its rephrasings, as far as `seeds.keep` says. */
  readonly reaches: readonly Reach[];
}

/** What an analysis hands on to the next one. */
export interface Checked {
  /** What used files bring into scope, without what the names of the file hide. */
  readonly imported: Imported;
  readonly scopes: Scopes;
  /** The values of `let`, those of used files among them. */
  readonly computed: readonly ComputedValue[];
  /** Names and types of the variables and of the values of `let`: with the same ones the scopes are the same. */
  readonly named: string;
  /** The conditions of `seeds.keep`: with the same ones the same documents come to a rephrasing. */
  readonly seeds: string;
  readonly chunks: readonly CheckedChunk[];
}

/**
 * Checks every chunk, or takes what an earlier analysis found in a chunk of the same text.
 *
 * @param brought what used files bring
 */
export function checkChunks({ chunks }: Tree, brought: Imported, previous: Checked | undefined): Checked {
  const known = new Map<Chunk, CheckedChunk>(previous?.chunks.map((checked) => [checked.placed.chunk, checked]));
  const found = chunks.map((placed) => {
    const candidate = known.get(placed.chunk);
    const same = candidate?.facts.section === placed.section && candidate?.facts.heads === placed.heads;
    const before = same ? candidate : undefined;
    return { placed, before, facts: before?.facts ?? factsOf(placed) };
  });
  const imported = visible(
    brought,
    found.flatMap(({ facts }) => facts.names),
  );
  const variables = [...found.flatMap(({ facts }) => facts.variables), ...imported.variables.values()].map(typeAlone);
  const own = computedValues(
    found.map(({ facts }) => facts),
    imported.values,
  );
  const computed = [...own, ...imported.values.values()].map(valueAlone);
  const named = JSON.stringify([variables, computed, imported.whole]);
  const sameScopes = previous?.named === named;
  const scopes = sameScopes ? previous.scopes : scopesOf(variables, computed);
  const keep = seedConditions(found.map(({ facts }) => facts));
  const seeds = JSON.stringify(keep.map(({ parsed }) => parsed.source));
  const sameSeeds = previous?.seeds === seeds;
  const kept = allHold(keep);
  return {
    imported,
    scopes,
    computed,
    named,
    seeds,
    chunks: found.map(({ placed, before, facts }) => {
      if (before !== undefined && sameScopes && sameSeeds) {
        return before.placed === placed ? before : { ...before, placed };
      }
      const problems =
        before !== undefined && sameScopes
          ? before.problems
          : [
              ...facts.problems,
              ...textUnused(facts.withoutText, computed),
              ...scopeProblems(facts, scopes, imported.whole),
            ];
      const reaches =
        before !== undefined && sameSeeds ? before.reaches : facts.requests.map((fact) => reachOf(fact, keep, kept));
      return { placed, facts, problems, reaches };
    }),
  };
}

/** What the file does not define itself. */
function visible(imported: Imported, names: Facts['names']): Imported {
  if (imported.models.size + imported.variables.size + imported.values.size === 0) return imported;
  const ofKinds = (...kinds: readonly ReferenceKind[]): ReadonlySet<string> =>
    new Set(names.filter(({ kind, definition }) => definition && kinds.includes(kind)).map(({ name }) => name));
  return withoutHidden(imported, ofKinds('model'), ofKinds('variable', 'let'));
}

function typeAlone({ name, type, values }: VariableType): VariableType {
  return { name, type, values };
}

function valueAlone({ name, expression, type, needs }: ComputedValue): ComputedValue {
  return { name, expression, type, needs };
}

/** A site of a chunk at its place in the file, with the names that it can use. */
export function siteOf(
  site: Site,
  offset: number,
  { scopes, computed }: Pick<Checked, 'scopes' | 'computed'>,
): TemplateSite {
  const { role, rephrasing, computes, local } = site;
  const scope = computes === undefined ? withNames(scopes[role], local) : scopeWithin(computes, scopes, computed);
  const common = { node: shiftNode(site.node, offset), role, rephrasing, scope };
  return site.kind === 'template'
    ? { ...common, kind: site.kind, parsed: site.parsed }
    : { ...common, kind: site.kind, parsed: site.parsed };
}

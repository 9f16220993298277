import {
  type CompiledExpression,
  compileExpression,
  drawVariable,
  type Identity,
  parseExpression,
  type Strategy,
} from '#language';
import { type CompiledCondition, compileCondition, type Verdict } from './condition.ts';
import type { Json, SeedDocument } from './document.ts';
import { recordId } from './identity.ts';
import { sha256 } from './hash.ts';
import type { LanguageIdentifier } from './measures/index.ts';
import { drawRephrasings } from './mix.ts';
import { type PlannedRephrasing, planRephrasing } from './planned.ts';
import { type DocumentScope, documentScope } from './scope.ts';
import { strategyHash } from './strategy-hash.ts';

/** A strategy with everything parsed and compiled once; documents go through it one by one. */
export interface Plan {
  readonly strategy: Strategy;
  readonly hash: string;
  /** The expressions of `let`. */
  readonly computations: ReadonlyMap<string, CompiledExpression>;
  readonly keep: readonly CompiledCondition[];
  readonly rephrasings: readonly PlannedRephrasing[];
  /** For the measures `language` and `language_score`. */
  readonly identifyLanguage: LanguageIdentifier;
}

/**
 * A unit of work: a document, a rephrasing, values of `each`, a rollout. It takes one request or many, and gives as many
 * records as it has chunks and items, or one where they are joined.
 */
export interface Piece {
  /** Of the record that it gives, where it gives one alone. */
  readonly id: string;
  /** Without chunk and item. */
  readonly identity: Identity;
  readonly document: SeedDocument;
  /** The document as expressions see it, the same for all its pieces. */
  readonly scope: DocumentScope;
  readonly planned: PlannedRephrasing;
  /** Drawn for the piece as a whole. */
  readonly variables: Readonly<Record<string, Json>>;
}

/** Why a document is skipped: the first expression of `seeds.keep` that is not true, and what it came upon. */
export interface Skipped {
  readonly expression: string;
  readonly line: number;
  readonly value: unknown;
}

export type PlannedDocument =
  | { readonly kind: 'skipped'; readonly skipped: Skipped }
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] };

/** @param identifyLanguage can only be left out where `needsLanguage` says that nothing asks for it */
export function planStrategy(strategy: Strategy, identifyLanguage: LanguageIdentifier = withoutIdentifier): Plan {
  return {
    strategy,
    hash: strategyHash(strategy),
    computations: new Map(
      Object.entries(strategy.let).map(([name, source]) => [name, compileExpression(parseExpression(source))]),
    ),
    keep: strategy.seeds.keep.map(compileCondition),
    rephrasings: strategy.rephrasings.map((rephrasing) => planRephrasing(strategy, rephrasing)),
    identifyLanguage,
  };
}

function withoutIdentifier(): never {
  throw new TypeError('A strategy that asks for languages is planned with something that can identify them.');
}

/**
 * All pieces of work that the document gives, in the order of the file, of the values of `each`, and of the rollouts.
 * The same document gives the same pieces on every machine.
 */
export function planDocument(plan: Plan, document: SeedDocument, scope = scopeOf(plan, document)): PlannedDocument {
  const { strategy } = plan;
  for (const condition of plan.keep) {
    const verdict = condition.decide(scope);
    if (!verdict.holds) return { kind: 'skipped', skipped: skippedBy(condition, verdict) };
  }
  const applying = plan.rephrasings.filter(({ when }) => when === null || when.decide(scope).holds);
  const chosen = drawRephrasings(applying, strategy.mix, strategy.seed, document);
  return { kind: 'pieces', pieces: chosen.flatMap((planned) => piecesOf(strategy, planned, document, scope)) };
}

/** Whether `seeds.keep` lets the document through. */
export function isSeed(plan: Plan, document: SeedDocument): boolean {
  const scope = scopeOf(plan, document);
  return plan.keep.every((condition) => condition.decide(scope).holds);
}

/** The document as expressions see it. */
export function scopeOf(plan: Plan, document: SeedDocument): DocumentScope {
  return documentScope(document, plan.computations, plan.identifyLanguage);
}

/** An expression of the strategy that was asked of a document, for people to look at. */
export interface AskedCondition extends Skipped {
  readonly holds: boolean;
}

/** What an expression comes upon in a document, whether it holds or not. */
export function askCondition(condition: CompiledCondition, scope: DocumentScope): AskedCondition {
  const { expression, line } = condition.source;
  const { holds, value } = condition.ask(scope);
  return { expression, line, holds, value: value ?? null };
}

function skippedBy(condition: CompiledCondition, verdict: Verdict): Skipped {
  return { expression: condition.source.expression, line: condition.source.line, value: verdict.value };
}

function piecesOf(
  strategy: Strategy,
  planned: PlannedRephrasing,
  document: SeedDocument,
  scope: DocumentScope,
): readonly Piece[] {
  const { name: rephrasing, each: names, rollouts } = planned.rephrasing;
  const { file, row } = document;
  const pieces: Piece[] = [];
  for (const each of combinations(strategy, names)) {
    for (let rollout = 0; rollout < rollouts; rollout++) {
      const identity: Identity = { file, row, rephrasing, each, rollout, chunk: null, item: [] };
      const id = recordId(strategy.name, identity);
      pieces.push({
        id,
        identity,
        document,
        scope,
        planned,
        variables: drawVariables(strategy, planned, identity),
      });
    }
  }
  return pieces;
}

/** Every combination of the values of the named variables, the last name running fastest. */
function combinations(strategy: Strategy, names: readonly string[]): readonly Identity['each'][] {
  let found: Identity['each'][] = [{}];
  for (const name of names) {
    const values = strategy.variables[name]?.values ?? [];
    found = found.flatMap((before) => values.map(({ value }) => ({ ...before, [name]: value })));
  }
  return found;
}

/** The values of the variables that the rephrasing uses, for one identity. */
export function drawVariables(
  strategy: Strategy,
  planned: PlannedRephrasing,
  identity: Identity,
): Readonly<Record<string, Json>> {
  const drawn: Record<string, Json> = {};
  for (const name of planned.variables) {
    const variable = strategy.variables[name];
    if (variable === undefined) continue;
    drawn[name] = identity.each[name] ?? drawVariable(strategy.seed, identity, { name, variable }, sha256);
  }
  return drawn;
}

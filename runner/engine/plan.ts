import {
  type CompiledExpression,
  type CompiledTemplate,
  compileExpression,
  compileTemplate,
  type ParsedTemplate,
  parseExpression,
  parseTemplate,
  type Rephrasing,
  type Strategy,
} from '#language';
import { type CompiledCondition, compileCondition, type Verdict } from './condition.ts';
import type { Json, SeedDocument } from './document.ts';
import { draw, drawValue, recordId, samplingSeed } from './identity.ts';
import type { LanguageIdentifier } from './measures/index.ts';
import type { Identity } from './record.ts';
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

export interface PlannedRephrasing {
  readonly rephrasing: Rephrasing;
  readonly when: CompiledCondition | null;
  readonly system: CompiledTemplate | null;
  readonly prompt: CompiledTemplate;
  readonly prefill: CompiledTemplate | null;
  readonly assemble: CompiledTemplate | null;
  readonly gates: readonly CompiledCondition[];
  /** Variables that some part of the rephrasing uses: only these are drawn, so that adding another changes nothing. */
  readonly variables: readonly string[];
}

/** One request's worth of work: a document, a rephrasing, and everything that was drawn for it. */
export interface Piece {
  /** Of the record or the reject that it gives. */
  readonly id: string;
  readonly identity: Identity;
  readonly document: SeedDocument;
  /** The document as expressions see it, the same for all its pieces. */
  readonly scope: DocumentScope;
  readonly planned: PlannedRephrasing;
  readonly variables: Readonly<Record<string, Json>>;
  /** Seed of the model's own sampling. */
  readonly seed: number;
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
export function planDocument(plan: Plan, document: SeedDocument): PlannedDocument {
  const scope = documentScope(document, plan.computations, plan.identifyLanguage);
  for (const condition of plan.keep) {
    const verdict = condition.decide(scope);
    if (!verdict.holds) return { kind: 'skipped', skipped: skippedBy(condition, verdict) };
  }
  const applying = plan.rephrasings.filter(({ when }) => when === null || when.decide(scope).holds);
  return { kind: 'pieces', pieces: applying.flatMap((planned) => piecesOf(plan.strategy, planned, document, scope)) };
}

function skippedBy(condition: CompiledCondition, verdict: Verdict): Skipped {
  return { expression: condition.source.expression, line: condition.source.line, value: verdict.value };
}

function planRephrasing(strategy: Strategy, rephrasing: Rephrasing): PlannedRephrasing {
  const [step] = rephrasing.steps;
  if (step === undefined) throw new TypeError('A rephrasing always has a step.');
  const templates = [step.system, step.prompt, step.prefill, rephrasing.assemble];
  const [system, prompt, prefill, assemble] = templates.map((source) =>
    source === null ? null : parseTemplate(source),
  );
  if (!prompt) throw new TypeError('A rephrasing always has a prompt.');
  const gates = rephrasing.keep.map(compileCondition);
  const used = new Set<string>(rephrasing.each);
  for (const parsed of [system, prompt, prefill, assemble]) for (const { name } of parsed?.names ?? []) used.add(name);
  for (const { names } of gates) for (const name of names) used.add(name);
  return {
    rephrasing,
    when: rephrasing.when === null ? null : compileCondition(rephrasing.when),
    system: compiled(system),
    prompt: compileTemplate(prompt),
    prefill: compiled(prefill),
    assemble: compiled(assemble),
    gates,
    variables: Object.keys(strategy.variables).filter((name) => used.has(name)),
  };
}

function compiled(parsed: ParsedTemplate | null | undefined): CompiledTemplate | null {
  return parsed ? compileTemplate(parsed) : null;
}

function piecesOf(
  strategy: Strategy,
  planned: PlannedRephrasing,
  document: SeedDocument,
  scope: DocumentScope,
): readonly Piece[] {
  const { rephrasing } = planned;
  const pieces: Piece[] = [];
  for (const each of combinations(strategy, rephrasing.each)) {
    for (let rollout = 0; rollout < rephrasing.rollouts; rollout++) {
      const identity = { file: document.file, row: document.row, rephrasing: rephrasing.name, each, rollout };
      pieces.push({
        id: recordId(strategy.name, identity),
        identity,
        document,
        scope,
        planned,
        variables: drawVariables(strategy, planned, identity),
        seed: samplingSeed(strategy.seed, identity),
      });
    }
  }
  return pieces;
}

/** Every combination of the values of the named variables, the last name running fastest. */
function combinations(strategy: Strategy, names: readonly string[]): readonly Record<string, Json>[] {
  let found: Record<string, Json>[] = [{}];
  for (const name of names) {
    const values = strategy.variables[name]?.values ?? [];
    found = found.flatMap((before) => values.map(({ value }) => ({ ...before, [name]: value })));
  }
  return found;
}

function drawVariables(strategy: Strategy, planned: PlannedRephrasing, identity: Identity): Record<string, Json> {
  const drawn: Record<string, Json> = {};
  for (const name of planned.variables) {
    const variable = strategy.variables[name];
    if (variable === undefined) continue;
    drawn[name] = identity.each[name] ?? drawValue(variable, draw(strategy.seed, identity, `variable:${name}`));
  }
  return drawn;
}

import type { NameOccurrence, ScopeName, StepOccurrence, TemplateRole } from '../analysis.ts';
import { memo } from '../memo.ts';
import type { Problem } from '../problem.ts';
import { nodesOf, textOf } from '../resolve/read.ts';
import type { Spec } from '../schema/spec.ts';
import type { Edit, Span } from '../span.ts';
import { contentSpan, type Placement, placementOf } from '../syntax/placement.ts';
import type { MapNode, Node, PlacedChunk, ScalarNode } from '../syntax/tree.ts';
import {
  type ParsedExpression,
  type ParsedTemplate,
  parseExpression,
  parseTemplate,
  type TemplateWord,
  type ValueType,
  wordsOf,
} from '../template/index.ts';
import { alwaysProblems } from './always.ts';
import { type AnswerName, answerNames } from './answer-names.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { insertKey } from './insert.ts';
import { checks } from './list.ts';
import { localNames } from './local-names.ts';
import { type RequestDefaults, type RequestFact, requestDefaults, requestFact } from './request-facts.ts';
import type { VariableType } from './scopes.ts';
import { secretsIn } from './secret-in-file.ts';
import { type EvidenceFacts, evidenceFacts } from './evidence/index.ts';
import { stepNames } from './step-names.ts';
import { inBrokenPart } from './suppress.ts';
import { templateIssues } from './template-syntax.ts';
import { type WithoutText, withoutText } from './text-unused.ts';
import { unusedAnswers } from './unused-answer.ts';
import { type ValueVisit, type Visit, visits } from './visit.ts';

/** A template or an expression of a chunk; spans count from the chunk's beginning. */
export type Site = SiteCommon &
  (
    | { readonly kind: 'template'; readonly parsed: ParsedTemplate }
    | { readonly kind: 'expression'; readonly parsed: ParsedExpression }
  );

interface SiteCommon {
  readonly node: ScalarNode;
  readonly role: TemplateRole;
  /** Keys from the top down to it; the very same list for the items of one list. */
  readonly path: readonly string[];
  readonly rephrasing: string | undefined;
  /** The name of `let` whose expression it is. */
  readonly computes: string | undefined;
  /** The step of its rephrasing that it belongs to, by name; undefined outside of `steps`. */
  readonly step: string | undefined;
  /** Names that its rephrasing alone has, in the place where it stands. */
  readonly local: readonly ScopeName[];
  readonly placement: Placement;
  /** What its words are, with spans of the chunk. Made when it is first asked for, and kept as long as the chunk is. */
  readonly words: () => readonly TemplateWord[];
}

/** A path that has to lead somewhere. */
export interface PathUse {
  readonly path: string;
  readonly span: Span;
}

/** A rephrasing as far as the rest of the file matters to it. */
export interface RephrasingFact {
  readonly name: string;
  readonly span: Span;
  readonly namesModel: boolean;
  /** How to give it a model: the edit without the model's name. */
  readonly addModel: Edit | undefined;
}

/** A name that a template or an expression uses and that its rephrasing does not define; what it is, its scope says. */
export interface Use {
  readonly name: string;
  readonly span: Span;
  readonly role: TemplateRole;
}

/** Everything that a chunk says, whatever the rest of the file says. Spans count from the chunk's beginning. */
export interface Facts {
  readonly section: string | undefined;
  readonly heads: boolean;
  readonly problems: readonly Problem[];
  /** Rephrasings that hold nothing of the document, unless a value of `let` does. */
  readonly withoutText: readonly WithoutText[];
  /** Names of models, variables, rephrasings and computed values outside of templates. */
  readonly names: readonly NameOccurrence[];
  /** Names of steps, everywhere. */
  readonly steps: readonly StepOccurrence[];
  readonly variables: readonly VariableType[];
  /** Names of steps and of what they go through. */
  readonly answers: readonly AnswerName[];
  readonly rephrasings: readonly RephrasingFact[];
  readonly sites: readonly Site[];
  /** Those of its sites that are values of `let`: in most chunks none, so that the whole file need not look at all sites. */
  readonly computing: readonly Site[];
  readonly paths: readonly PathUse[];
  /** Names that its templates and expressions use, and where. */
  readonly uses: readonly Use[];
  readonly used: ReadonlySet<string>;
  readonly conditions: readonly Conditions[];
  /** What it says of requests. */
  readonly requests: readonly RequestFact[];
  readonly requestDefaults: readonly RequestDefaults[];
  readonly evidence: EvidenceFacts;
}

/** Looks through a chunk once: runs the checks that need nothing else, and notes what others need. */
export function factsOf({ chunk, section, heads }: Pick<PlacedChunk, 'chunk' | 'section' | 'heads'>): Facts {
  const problems: Problem[] = secretsIn(chunk.text).slice();
  const textless: WithoutText[] = [];
  const collected = nothingCollected();
  const answers: AnswerName[] = [];
  const visited = [...visits(chunk, section, heads)];
  for (const visit of visited) {
    for (const check of checks) check(visit, (found) => problems.push(found));
    answers.push(...answerNames(visit));
    const found = withoutText(visit);
    if (found !== undefined) textless.push(found);
    collect(visit, collected);
  }
  for (const site of collected.sites) problems.push(...templateIssues(site));
  const conditions = conditionsOf(collected.sites);
  problems.push(...conditions.flatMap(alwaysProblems));
  problems.push(...visited.flatMap((visit) => unusedAnswers(visit, collected.sites)));
  const uses = collected.sites.flatMap(({ parsed, placement, role, local }) =>
    parsed.names
      .filter(({ name }) => !local.some((hiding) => hiding.name === name))
      .map(({ name, span }) => ({ name, span: placement.span(span), role })),
  );
  const used = new Set(uses.map(({ name }) => name));
  return {
    section,
    heads,
    problems: problems.filter((found) => !inBrokenPart(found, chunk)),
    withoutText: textless.filter((found) => !inBrokenPart(found.problem, chunk)),
    names: collected.names,
    steps: visited.flatMap((visit) => stepNames(visit, collected.sites)),
    variables: collected.variables,
    answers,
    rephrasings: collected.rephrasings,
    sites: collected.sites,
    computing: collected.sites.filter(({ computes }) => computes !== undefined),
    paths: collected.paths,
    uses,
    used,
    conditions,
    requests: visited
      .map((visit) => requestFact(visit, collected.sites, conditions))
      .filter((request) => request !== undefined)
      .map((request) => ({
        ...request,
        steps: request.steps.map((step) =>
          step.cacheBreaking && inBrokenPart(step.cacheBreaking, chunk) ? { ...step, cacheBreaking: undefined } : step,
        ),
      })),
    requestDefaults: visited.flatMap(requestDefaults),
    evidence: evidenceFacts(visited, collected.sites),
  };
}

interface Collected {
  readonly names: NameOccurrence[];
  readonly variables: VariableType[];
  readonly rephrasings: RephrasingFact[];
  readonly sites: Site[];
  readonly paths: PathUse[];
  /** The rephrasing that is being looked through, and its step. */
  map: MapNode | undefined;
  step: string | undefined;
}

function nothingCollected(): Collected {
  return { names: [], variables: [], rephrasings: [], sites: [], paths: [], map: undefined, step: undefined };
}

function collect(visit: Visit, into: Collected): void {
  if (visit.kind === 'value') collectValue(visit, into);
  if (visit.kind === 'map' && visit.place.path.length === 2) into.map = visit.node;
  if (visit.kind === 'map' && visit.spec.noun === 'a step') into.step = textOf(visit.node, 'name') ?? '';
  if (visit.kind !== 'entries') return;
  const { defines } = visit.spec;
  for (const { key, value } of visit.pairs) {
    const span = contentSpan(key);
    into.names.push({ kind: defines, name: key.text, span, definition: true });
    if (defines === 'variable') into.variables.push({ name: key.text, ...typeOfValues(value) });
    if (defines === 'rephrasing') {
      const map = value?.kind === 'map' ? value : undefined;
      const namesModel = map !== undefined && alwaysNamesModel(map);
      const addModel = insertKey(visit.place.text, map, { key, value, span }, { example: 'model: ' });
      into.rephrasings.push({ name: key.text, span, namesModel, addModel });
    }
  }
}

function collectValue({ spec, node, place }: ValueVisit, into: Collected): void {
  if (node?.kind !== 'scalar' || node.value === null) return;
  const rephrasing = place.path[0] === 'rephrasings' ? place.path[1] : undefined;
  const computes = place.path[0] === 'let' ? place.path[1] : undefined;
  const common = {
    node,
    path: place.path,
    rephrasing,
    computes,
    step: place.path[2] === 'steps' ? into.step : undefined,
  };
  const placement = placementOf(node);
  const wordsIn = (parsed: ParsedTemplate | ParsedExpression): (() => readonly TemplateWord[]) =>
    memo(() => wordsOf(parsed).map((word) => ({ ...word, span: placement.span(word.span) })));
  const local = (role: TemplateRole): readonly ScopeName[] =>
    rephrasing === undefined || into.map === undefined ? [] : localNames(into.map, node, role);
  switch (spec.kind) {
    case 'reference':
      into.names.push({ kind: spec.to, name: node.text, span: contentSpan(node), definition: false });
      return;
    case 'template': {
      const parsed = parseTemplate(node.text);
      const own = { local: local(spec.scope), placement, parsed, words: wordsIn(parsed) };
      into.sites.push({ ...common, ...own, kind: 'template', role: spec.scope });
      return;
    }
    case 'expression': {
      const parsed = parseExpression(node.text);
      const own = { local: local(spec.scope), placement, parsed, words: wordsIn(parsed) };
      into.sites.push({ ...common, ...own, kind: 'expression', role: spec.scope });
      return;
    }
    case 'path':
      if (spec.mustExist && isPath(spec, node.text)) into.paths.push({ path: node.text, span: node.span });
      return;
    default:
      return;
  }
}

/** True where no request of the rephrasing hangs on a default model. */
function alwaysNamesModel(map: MapNode): boolean {
  if (textOf(map, 'model') !== undefined) return true;
  const steps = nodesOf(map, 'steps');
  return steps.length > 0 && steps.every((step) => step.kind === 'map' && textOf(step, 'model') !== undefined);
}

/** Only a path that says where it leads can be looked up: no pattern, no address, nothing of the environment. */
function isPath(spec: Extract<Spec, { kind: 'path' }>, path: string): boolean {
  if (path === '' || /\$\{|^[a-z][a-z0-9+.-]+:/i.test(path)) return false;
  if (spec.suffix !== undefined && !path.endsWith(spec.suffix)) return false;
  return !spec.glob || !/[*?[\]{}]/.test(path);
}

function typeOfValues(node: Node | undefined): Omit<VariableType, 'name'> {
  const all = node?.kind === 'list' ? node.items : node?.kind === 'map' ? node.pairs.map(({ key }) => key) : [];
  const scalars = all.filter((item) => item.kind === 'scalar');
  const kinds = new Set(scalars.map(({ value }) => typeof value));
  const [only] = kinds;
  const simple = kinds.size === 1 && (only === 'string' || only === 'number' || only === 'boolean');
  const type: ValueType = simple ? { kind: only } : { kind: 'any' };
  const shown = scalars.slice(0, 8).map(({ text }) => `\`${text}\``);
  return { type, values: shown.join(', ') + (scalars.length > shown.length ? ' …' : '') };
}

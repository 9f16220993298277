import { mapOf, quantityOf, scalarOf, textOf } from '../../resolve/read.ts';
import { percent, quantity } from '../../schema/spec.ts';
import { type Span, shift } from '../../span.ts';
import { contentSpan } from '../../syntax/placement.ts';
import type { MapNode, Pair, Tree } from '../../syntax/tree.ts';
import type { Site } from '../facts.ts';
import type { FileRequests } from '../requests.ts';
import { topLevelMap, topLevelPair } from '../top-level.ts';
import type { Visit } from '../visit.ts';
import { sizeIn } from './model-size.ts';
import { continuation, conversational, listLike, proseMeasures, summary } from './styles.ts';

/** What a chunk says of things that studies have looked at. Spans count from the chunk's beginning. */
export interface EvidenceFacts {
  readonly rephrasings: readonly StyledRephrasing[];
  readonly models: readonly SizedModel[];
  /** Gates of the defaults that ask for a measure of prose. */
  readonly defaultGates: readonly ProseGate[];
}

export interface StyledRephrasing {
  readonly name: string;
  /** Of its style, or of its name where it has none. */
  readonly span: Span;
  readonly nameSpan: Span;
  /** The style, or the name where it has none, in lower case. */
  readonly style: string;
  readonly summary: boolean;
  readonly conversational: boolean;
  readonly listLike: boolean;
  /** Where the prompt asks for what comes next, or the style says so. */
  readonly continuation: Span | undefined;
  readonly gates: readonly ProseGate[];
  /** Names that its prompts use: a variable among them makes it several. */
  readonly uses: ReadonlySet<string>;
}

export interface ProseGate {
  readonly measure: string;
  readonly span: Span;
}

export interface SizedModel {
  readonly name: string;
  readonly parameters: number;
  /** Whether the strategy says so, and not only the name. */
  readonly said: boolean;
  readonly span: Span;
}

/** Everything that the notes look at. Spans are those of the file. */
export interface EvidenceFile extends EvidenceFacts {
  readonly requests: FileRequests['requests'];
  /** Names of the models whose answers are rephrasings; those that plan or judge are not among them. */
  readonly rephrasers: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly seeds: Pair | undefined;
  readonly rephrasingsKey: Span | undefined;
  readonly mix: MapNode | undefined;
  /** Share of natural tokens, 0 to 1; undefined where it is not said. */
  readonly natural: number | undefined;
}

export const noEvidence: EvidenceFacts = { rephrasings: [], models: [], defaultGates: [] };

/** What one visit adds. */
export function evidenceFacts(visits: readonly Visit[], sites: readonly Site[]): EvidenceFacts {
  const rephrasings: StyledRephrasing[] = [];
  const models: SizedModel[] = [];
  for (const visit of visits) {
    if (visit.kind !== 'map' || visit.node === undefined || visit.place.pair === undefined) continue;
    const { node, place, spec } = visit;
    const name = place.path.at(-1) ?? '';
    if (spec.noun === 'a rephrasing') rephrasings.push(styled(name, node, contentSpan(visit.place.pair.key), sites));
    if (spec.noun === 'a model') models.push(...sized(name, node));
  }
  const defaultGates = sites.filter(({ path }) => path[0] === 'defaults' && path[1] === 'keep').flatMap(proseGates);
  if (rephrasings.length + models.length + defaultGates.length === 0) return noEvidence;
  return { rephrasings, models, defaultGates };
}

function styled(name: string, map: MapNode, nameSpan: Span, sites: readonly Site[]): StyledRephrasing {
  const said = scalarOf(map, 'style');
  const written = said === undefined || said.text === 'not published' ? undefined : said;
  const style = (written?.text ?? name).toLowerCase();
  const own = sites.filter(({ rephrasing }) => rephrasing === name);
  const prompts = own.filter(({ role }) => role === 'prompt');
  const span = written === undefined ? nameSpan : contentSpan(written);
  return {
    name,
    span,
    nameSpan,
    style,
    summary: summary(style) || (written === undefined && prompts.some(({ parsed }) => summary(parsed.source))),
    conversational: conversational(style),
    listLike: listLike(style),
    continuation: style.includes('continu') ? span : continuationIn(prompts),
    gates: own.filter(({ role }) => role === 'gate').flatMap(proseGates),
    uses: new Set(prompts.flatMap(({ parsed }) => parsed.names.map((use) => use.name))),
  };
}

function continuationIn(prompts: readonly Site[]): Span | undefined {
  for (const site of prompts) {
    if (site.kind !== 'template' || site.parsed.issues.length > 0) continue;
    const texts = site.parsed.nodes.filter(({ kind }) => kind === 'text');
    const found = continuation(
      site.parsed.source,
      texts.map(({ span }) => span),
    );
    if (found !== undefined) return site.placement.span(found);
  }
  return undefined;
}

function proseGates({ parsed, placement }: Site): readonly ProseGate[] {
  // `source.readability` is of the document, which is prose more often than not.
  return parsed.names
    .filter(({ name }) => proseMeasures.has(name))
    .slice(0, 1)
    .map(({ name, span }) => ({ measure: name, span: placement.span(span) }));
}

function sized(name: string, map: MapNode): readonly SizedModel[] {
  const parameters = quantityOf(map, 'parameters', quantity);
  const node = scalarOf(
    map,
    parameters === undefined ? (textOf(map, 'gguf') === undefined ? 'id' : 'gguf') : 'parameters',
  );
  const size = parameters ?? sizeIn(node?.text ?? '');
  return node === undefined || size === undefined
    ? []
    : [{ name, parameters: size, said: parameters !== undefined, span: contentSpan(node) }];
}

/** Models of used files, at the first request for a rephrasing that goes to them. */
function sizedElsewhere(models: FileRequests['models'], requests: FileRequests['requests']): readonly SizedModel[] {
  const known = models.flatMap(({ name, id, parameters }) => {
    const size = parameters ?? sizeIn(id ?? '');
    return size === undefined ? [] : [{ name, parameters: size, said: parameters !== undefined }];
  });
  if (known.length === 0) return [];
  const results = requests.flatMap(({ steps }) => steps.filter(({ isResult }) => isResult));
  return known.flatMap((model) => {
    const first = results.find((step) => step.model === model.name);
    return first === undefined ? [] : [{ ...model, span: first.span }];
  });
}

/** Puts the facts of all chunks together. */
export function evidenceFile(
  tree: Tree,
  chunks: readonly { readonly evidence: EvidenceFacts; readonly offset: number }[],
  { requests, models }: FileRequests,
  variables: ReadonlySet<string>,
): EvidenceFile {
  const mix = topLevelMap(tree, 'mix');
  const moved = chunks.map(({ evidence, offset }) => (evidence === noEvidence ? evidence : shifted(evidence, offset)));
  return {
    rephrasings: moved.flatMap(({ rephrasings }) => rephrasings),
    models: [...moved.flatMap((part) => part.models), ...sizedElsewhere(models, requests)],
    defaultGates: moved.flatMap(({ defaultGates }) => defaultGates),
    requests,
    rephrasers: new Set(
      requests.flatMap(({ steps }) => steps.flatMap(({ model, isResult }) => (isResult && model ? [model] : []))),
    ),
    variables,
    seeds: topLevelPair(tree, 'seeds'),
    rephrasingsKey: topLevelPair(tree, 'rephrasings')?.key.span,
    mix,
    natural: quantityOf(mix, 'natural', percent),
  };
}

function shifted({ rephrasings, models, defaultGates }: EvidenceFacts, by: number): EvidenceFacts {
  const gate = (one: ProseGate): ProseGate => ({ ...one, span: shift(one.span, by) });
  return {
    rephrasings: rephrasings.map((one) => ({
      ...one,
      span: shift(one.span, by),
      nameSpan: shift(one.nameSpan, by),
      continuation: one.continuation && shift(one.continuation, by),
      gates: one.gates.map(gate),
    })),
    models: models.map((one) => ({ ...one, span: shift(one.span, by) })),
    defaultGates: defaultGates.map(gate),
  };
}

/** The floor of `mix.styles` for a style, 0 to 1. */
export function floorOf({ mix }: EvidenceFile, matches: (style: string) => boolean): number {
  const styles = mapOf(mix, 'styles');
  const floors = (styles?.pairs ?? []).filter(({ key }) => matches(key.text.toLowerCase()));
  return floors.reduce((sum, { key }) => sum + (quantityOf(styles, key.text, percent) ?? 0), 0);
}

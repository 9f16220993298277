import type { Checked, CheckedChunk } from '../checked.ts';
import type { AnalyseOptions, NameOccurrence } from '../analysis.ts';
import { closest } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { quantityOf } from '../resolve/read.ts';
import { percent } from '../schema/spec.ts';
import { strategySpec } from '../schema/strategy.ts';
import { shift } from '../span.ts';
import type { Pair, Tree } from '../syntax/tree.ts';
import type { SharedNames } from '../use/names.ts';
import { takenAnswerNames } from './answer-names.ts';
import { budgetProblems } from './budget.ts';
import { circularValues, type Computation } from './circular-values.ts';
import { duplicates } from './duplicate-key.ts';
import { evidenceFile, evidenceNotes } from './evidence/index.ts';
import { filesNotFound } from './file-not-found.ts';
import { insertKey } from './insert.ts';
import { missingKeys } from './missing-key.ts';
import { missingModels } from './missing-model.ts';
import { mixtureDraws } from './mixture-draws.ts';
import { problem, shiftProblem } from './problem.ts';
import { requestProblems, requestsOf } from './requests.ts';
import { reservedName } from './scopes.ts';
import { takenNames } from './taken-name.ts';
import { unfitTargets } from './target-unfit.ts';
import { unknownReferences } from './unknown-reference.ts';
import { deletion, unusedNames } from './unused.ts';

/** The checks that need more than one chunk. They are cheap: they look at names only. */
export function wholeFileProblems(
  tree: Tree,
  checked: Checked,
  { fileExists = () => undefined, evidence = true }: Pick<AnalyseOptions, 'fileExists' | 'evidence'>,
): readonly Problem[] {
  const { chunks, imported } = checked;
  const list = tree.chunks.find(({ chunk }) => chunk.other !== undefined)?.chunk.other;
  if (list !== undefined) {
    const span = { start: list.span.start, end: Math.min(list.span.end, list.span.start + 1) };
    return [problem('wrong-type', span, 'A strategy is a map of keys, and this is a list.')];
  }
  const breaks = tree.problems.some(({ code }) => code === 'yaml-syntax');
  const names = chunks.flatMap(({ placed, facts }) =>
    facts.names.map((name) => ({ ...name, span: shift(name.span, placed.offset) })),
  );
  return [
    ...repeatedEntries(tree, names),
    ...(breaks ? [] : topLevel(tree, imported)),
    ...references(tree, chunks, imported, names, breaks),
    ...takenNames(names),
    ...takenAnswers(chunks, names),
    ...circularValues(computations(chunks)),
    ...(breaks ? [] : requestsInFile(tree, checked, names, evidence)),
    ...chunks.flatMap(({ placed, facts }) =>
      filesNotFound(facts.paths, fileExists).map((found) => shiftProblem(found, placed.offset)),
    ),
  ];
}

/** What hangs on all requests together. */
function requestsInFile(
  tree: Tree,
  { chunks, imported }: Checked,
  names: readonly NameOccurrence[],
  evidence: boolean,
): readonly Problem[] {
  const file = requestsOf(chunks, imported);
  const own = names.filter(({ kind, definition }) => kind === 'variable' && definition).map(({ name }) => name);
  const variables = new Set([...own, ...imported.variables.keys()]);
  const parts = chunks.map(({ placed, facts }) => ({ evidence: facts.evidence, offset: placed.offset }));
  return [
    ...requestProblems(chunks, file),
    ...mixtureDraws(tree, file),
    ...budgetProblems(tree, file),
    ...unfitTargets(tree, file),
    ...(evidence ? evidenceNotes(evidenceFile(tree, parts, file, variables)) : []),
  ];
}

/** Names of steps that mean something else already. */
function takenAnswers(chunks: readonly CheckedChunk[], names: readonly NameOccurrence[]): readonly Problem[] {
  return chunks.flatMap(({ placed, facts }) =>
    facts.answers.length === 0
      ? []
      : takenAnswerNames(facts.answers, names).map((told) => shiftProblem(told, placed.offset)),
  );
}

/** Names that lead nowhere, and names that nothing leads to. What a broken block may define or use is not known. */
function references(
  tree: Tree,
  chunks: readonly CheckedChunk[],
  imported: SharedNames,
  names: readonly NameOccurrence[],
  breaks: boolean,
): readonly Problem[] {
  const brought = definitionsOf(imported);
  const unknown = new Set(
    (['model', 'variable', 'rephrasing'] as const).filter(
      (kind) => !isReadable(tree, `${kind}s`, brought) || (kind !== 'rephrasing' && !imported.whole),
    ),
  );
  const found = unknownReferences([...names, ...brought], unknown);
  const models = [...names, ...brought]
    .filter(({ kind, definition }) => kind === 'model' && definition)
    .map(({ name }) => name);
  const defaultModel = tree.chunks.some(
    ({ section, chunk }) => section === undefined && namesDefaultModel(chunk.pairs),
  );
  const undecided =
    models.length < 2 || defaultModel || unknown.has('model')
      ? []
      : chunks.flatMap(({ placed, facts }) =>
          missingModels(facts.rephrasings, models).map((told) => shiftProblem(told, placed.offset)),
        );
  if (breaks || holdsNamesOnly(topLevelKeys(tree))) return [...found, ...undecided];
  const rephrases = names.some(({ kind }) => kind === 'rephrasing');
  const named = names.filter(({ kind, definition }) => kind === 'model' && !definition).map(({ name }) => name);
  const inTemplates = usedInTemplates(chunks, names, brought);
  // A reference that leads nowhere may mean any of the models; the only model is used without being named.
  const unclear =
    !rephrases ||
    found.length > 0 ||
    undecided.length > 0 ||
    unknown.has('model') ||
    (models.length === 1 && named.length === 0);
  const used = { model: new Set(unclear ? models : named), variable: inTemplates, let: inTemplates };
  const definitions = names.filter(({ definition }) => definition);
  return [
    ...found,
    ...undecided,
    ...unusedNames(definitions, used, (definition) => deletion(tree.root, definition, tree.text)),
  ];
}

/** Names that templates, expressions and `each` use, and what a misspelt one of them may mean. */
function usedInTemplates(
  chunks: readonly CheckedChunk[],
  names: readonly NameOccurrence[],
  brought: readonly NameOccurrence[],
): ReadonlySet<string> {
  const ofKind = names.filter(({ kind }) => kind === 'variable' || kind === 'let');
  const defined = ofKind.filter(({ definition }) => definition).map(({ name }) => name);
  const known = new Set([...defined, ...brought.map(({ name }) => name)]);
  const written = new Set<string>();
  for (const { facts } of chunks) for (const name of facts.used) written.add(name);
  const used = new Set([...written, ...ofKind.filter(({ definition }) => !definition).map(({ name }) => name)]);
  const unused = defined.filter((name) => !used.has(name));
  if (unused.length === 0) return used;
  const misspelt = [...written].filter((name) => !known.has(name) && reservedName(name) === undefined);
  return new Set([...used, ...misspelt.flatMap((name) => closest(name, unused))]);
}

/** The values of `let` with the places where they use others. */
function computations(chunks: readonly CheckedChunk[]): readonly Computation[] {
  return chunks.flatMap(({ placed, facts }) =>
    facts.computing.flatMap(({ computes, parsed, placement }) => {
      if (computes === undefined) return [];
      const uses = parsed.names.map(({ name, span }) => ({ name, span: shift(placement.span(span), placed.offset) }));
      return [{ name: computes, uses }];
    }),
  );
}

/** True where a block is there, or names of its kind come from used files, and it is a map that could be read as a whole. */
function isReadable({ chunks }: Tree, section: string, brought: readonly NameOccurrence[]): boolean {
  const ofSection = chunks.filter(
    (placed) => placed.section === section || placed.chunk.pairs.some(({ key }) => key.text === section),
  );
  const isMap = ofSection.some(
    (placed) =>
      placed.section === section ||
      placed.chunk.pairs.some(
        ({ key, value }) => key.text === section && value?.kind === 'map' && value.pairs.length > 0,
      ),
  );
  const fromElsewhere = section === 'variables' || brought.some(({ kind }) => `${kind}s` === section);
  if (fromElsewhere && ofSection.length === 0) return true;
  return isMap && ofSection.every(({ chunk }) => chunk.problems.every(({ code }) => code !== 'yaml-syntax'));
}

function namesDefaultModel(pairs: readonly Pair[]): boolean {
  return pairs.some(
    ({ key, value }) =>
      key.text === 'defaults' && value?.kind === 'map' && value.pairs.some((pair) => pair.key.text === 'model'),
  );
}

/** Top-level keys that are absent or stand twice. */
function topLevel(tree: Tree, imported: SharedNames): readonly Problem[] {
  const { text, chunks } = tree;
  const pairs = chunks.flatMap((placed) => (placed.section === undefined ? placed.pairs : []));
  const [first] = pairs;
  const last = chunks.at(-1);
  const map = { pairs, span: { start: first?.span.start ?? 0, end: text.length }, flow: last?.chunk.flow === true };
  const span = first?.key.span ?? { start: 0, end: 0 };
  const present = pairs.map(({ key }) => key.text);
  const excused = excusedKeys(pairs, imported);
  const needed = missingKeys(strategySpec, present).missing.filter(({ key }) => !excused.has(key));
  const missing = needed.map((key) => {
    // Behind the last block with all of its entries, which the tree of the whole file alone has together.
    const edit = insertKey(text, tree.root ?? map, undefined, key);
    const fixes = edit === undefined ? [] : [{ title: `Add \`${key.key}\``, edits: [edit] }];
    return problem('missing-key', span, `A strategy needs \`${key.key}\`.`, fixes);
  });
  return [...missing, ...duplicates(pairs, text)];
}

/** Keys that need not be there: of a file that holds names for others, where models come from used files, and where nothing is rephrased. */
function excusedKeys(pairs: readonly Pair[], imported: SharedNames): ReadonlySet<string> {
  if (holdsNamesOnly(pairs.map(({ key }) => key.text))) return new Set(['strategy', 'seeds', 'models', 'rephrasings']);
  const mix = pairs.find(({ key }) => key.text === 'mix')?.value;
  const natural = mix?.kind === 'map' ? quantityOf(mix, 'natural', percent) : undefined;
  if (natural === 1) return new Set(['models', 'rephrasings']);
  return new Set(imported.models.size > 0 || !imported.whole ? ['models'] : []);
}

const shareable: ReadonlySet<string> = new Set(['models', 'variables', 'let', 'use']);
const aside: ReadonlySet<string> = new Set(['version', 'about', 'origin']);

/** True of a file that defines names for other files and says nothing that only a whole strategy says. */
export function holdsNamesOnly(keys: readonly string[]): boolean {
  return keys.some((key) => shareable.has(key)) && keys.every((key) => shareable.has(key) || aside.has(key));
}

/** The keys of the file itself, in its order. */
export function topLevelKeys({ chunks }: Tree): readonly string[] {
  return chunks.flatMap(({ section, chunk }) => (section === undefined ? chunk.pairs.map(({ key }) => key.text) : []));
}

/** Names of used files, as if they were defined here. They stand nowhere in the file. */
function definitionsOf({ models, variables, values }: SharedNames): readonly NameOccurrence[] {
  const nowhere = { span: { start: 0, end: 0 }, definition: true };
  return [
    ...Array.from(models.keys(), (name) => ({ kind: 'model' as const, name, ...nowhere })),
    ...Array.from(variables.keys(), (name) => ({ kind: 'variable' as const, name, ...nowhere })),
    ...Array.from(values.keys(), (name) => ({ kind: 'let' as const, name, ...nowhere })),
  ];
}

/** Entries are chunks of their own, so that only the whole file knows of two with the same name. */
function repeatedEntries({ chunks, text }: Tree, names: readonly NameOccurrence[]): readonly Problem[] {
  const definitions = names.filter(({ definition }) => definition);
  const distinct = new Set(definitions.map(({ kind, name }) => `${kind} ${name}`));
  if (distinct.size === definitions.length) return [];
  const heads = chunks.filter((placed) => placed.heads).map(({ chunk }) => chunk.pairs[0]?.key.text);
  // Where the block itself stands twice, that is told, and which of its entries count hangs on what becomes of it.
  const sections = new Set(heads.filter((section) => heads.indexOf(section) === heads.lastIndexOf(section)));
  return [...sections].flatMap((section) =>
    duplicates(
      chunks.flatMap((placed) => (placed.section === section ? placed.pairs : [])),
      text,
    ),
  );
}

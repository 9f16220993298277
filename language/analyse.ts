import type { Analysis, AnalyseOptions } from './analysis.ts';
import { type CheckedChunk, checkChunks, type Scopes, siteOf } from './checked.ts';
import { lastFindings } from './checks/findings/index.ts';
import { problem, shiftProblem } from './checks/problem.ts';
import { holdsNamesOnly, topLevelKeys, wholeFileProblems } from './checks/whole-file.ts';
import { applyIgnores, withoutIgnored } from './ignore.ts';
import { memo } from './memo.ts';
import type { Problem } from './problem.ts';
import { resolve } from './resolve/resolve.ts';
import { entrySections } from './schema/strategy.ts';
import { shift } from './span.ts';
import { parse } from './syntax/parse.ts';
import type { Node, Tree } from './syntax/tree.ts';
import { clashProblems } from './use/clashes.ts';
import { importNames } from './use/import-names.ts';
import { useItems } from './use/items.ts';
import { neededFrom } from './use/needed.ts';
import { sharedNames } from './use/shared-names.ts';

/**
 * Reads and checks a strategy file. Never throws for what stands in it. With an earlier analysis only what has changed
 * is read and checked again; the result is the same.
 */
export function analyse(text: string, options: AnalyseOptions = {}): Analysis {
  const { previous, used = () => undefined, lastRun } = options;
  const tree = parse(text, entrySections, previous?.tree);
  const uses = useItems(tree);
  const imported = importNames(uses, used);
  const checked = checkChunks(tree, imported, previous?.checked);
  const found = [
    ...syntaxProblems(tree, checked.chunks),
    ...checked.chunks.flatMap(({ placed, problems }) => problems.map((told) => shiftProblem(told, placed.offset))),
    ...wholeFileProblems(tree, checked, options),
  ];
  const isText = (offset: number): boolean => isInScalar(tree.root, offset);
  const heard = applyIgnores(text, found, isText, options);
  // Without the files that it uses a strategy cannot run, whatever is ignored.
  const told = [...heard, ...imported.problems, ...clashProblems(checked)];
  const strategy = memo(() => {
    if (told.some(({ severity }) => severity === 'error') || !imported.whole) return undefined;
    return resolve(tree, neededFrom(checked));
  });
  const findings = lastRun === undefined ? [] : lastFindings(tree, checked, lastRun, strategy());
  const problems = [...told, ...withoutIgnored(text, findings, isText)].toSorted(inOrder);
  const names = memo(() => namesOf(checked.chunks, checked.scopes));
  const templates = memo(() =>
    checked.chunks.flatMap(({ placed, facts }) => facts.sites.map((site) => siteOf(site, placed.offset, checked))),
  );
  const shared = memo(() => sharedNames(tree, checked));
  return {
    text,
    tree,
    problems,
    uses,
    used,
    namesOnly: holdsNamesOnly(topLevelKeys(tree)),
    checked,
    get strategy() {
      return strategy();
    },
    get shared() {
      return shared();
    },
    get names() {
      return names();
    },
    get templates() {
      return templates();
    },
  };
}

/** What YAML has to say. Braces around an expression are told as such, and not once more for their missing quotes. */
function syntaxProblems(tree: Tree, chunks: readonly CheckedChunk[]): readonly Problem[] {
  const told = tree.problems.map(({ code, span, message, fixes }) => problem(code, span, message, fixes));
  if (!told.some(({ code }) => code === 'unquoted-template')) return told;
  const sites = chunks.flatMap(({ placed, facts }) =>
    facts.sites
      .filter(({ kind, parsed }) => kind === 'expression' && parsed.issues.length > 0)
      .map(({ node }) => node.span.start + placed.offset),
  );
  const expressions = new Set(sites);
  return told.filter(({ code, span }) => code !== 'unquoted-template' || !expressions.has(span.start));
}

function inOrder(a: Problem, b: Problem): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

/** Names outside of templates, and the variables, computed values and steps inside of them, in the order of the file. */
function namesOf(chunks: readonly CheckedChunk[], scopes: Scopes): Analysis['names'] {
  const found: Analysis['names'][number][] = [];
  for (const { placed, facts } of chunks) {
    for (const { kind, name, span, definition } of facts.names) {
      found.push({ kind, name, span: shift(span, placed.offset), definition });
    }
    for (const step of facts.steps) found.push({ ...step, span: shift(step.span, placed.offset) });
    for (const { name, span, role } of facts.uses) {
      const kind = scopes[role].get(name)?.kind;
      if (kind !== 'variable' && kind !== 'let') continue;
      found.push({ kind, name, span: shift(span, placed.offset), definition: false });
    }
  }
  // What an alias repeats stands in the file once.
  const seen = new Set<string>();
  return found
    .filter((one) => seen.size !== seen.add(JSON.stringify(one)).size)
    .toSorted((a, b) => a.span.start - b.span.start);
}

function isInScalar(node: Tree['root'] | Node, offset: number): boolean {
  if (node === undefined || offset < node.span.start || offset >= node.span.end) return false;
  switch (node.kind) {
    case 'scalar':
      return true;
    case 'list':
      return node.items.some((item) => isInScalar(item, offset));
    case 'map':
      return node.pairs.some(({ key, value }) => isInScalar(key, offset) || isInScalar(value, offset));
  }
}

import { compileCondition, type Plan } from '#engine';
import type { Strategy, Test } from '#language';
import type { ReaderOptions } from '#store';
import { documentsAt } from './document-at.ts';
import { openPlan } from './open-plan.ts';
import { previewDocument } from './preview.ts';
import type { PreviewedDocument, PreviewedRephrasing } from '#protocol';
import type { Rephrasers } from './rephrasers.ts';

/** What came of one expectation for one record, or for a document that gave none. */
export interface TestResult {
  /** Path as the test has it. */
  readonly document: string;
  readonly rephrasing: string;
  /** The expectation as written. */
  readonly expect: string;
  readonly passed: boolean;
  /** What the expectation came upon; why there is no record where there is none. */
  readonly value: unknown;
  /** The text that was judged; of a document without a record what the model said, null where it was not asked. */
  readonly output: string | null;
  /** Line of the expectation in the strategy file, from 1. */
  readonly line: number;
  /** Id of the record; null where there is none. */
  readonly id: string | null;
  /** Why it failed, in one sentence; null where it passed. */
  readonly message: string | null;
}

export interface TestOptions {
  /** A plan of {@link openTestPlan}. */
  readonly plan: Plan;
  readonly rephrasers: Rephrasers;
  readonly reader: ReaderOptions;
  readonly signal: AbortSignal;
  /** Of every test only these rephrasings; absent or empty is all that it is about. */
  readonly only?: readonly string[];
  readonly onDocument?: (document: string) => void;
}

/**
 * The plan that tests are done by: as a run’s, but that every rephrasing that applies is tried, not as many as the mixture
 * draws, and that variables which only expectations read are drawn as well. Prompts and draws stay those of the run.
 */
export async function openTestPlan(
  strategy: Strategy,
  languageIdentifier: Parameters<typeof openPlan>[1],
): Promise<Plan> {
  const plan = await openPlan({ ...strategy, mix: { ...strategy.mix, perDocument: 'all' } }, languageIdentifier);
  const read = new Set(strategy.tests.flatMap(({ expect }) => expect.flatMap((one) => compileCondition(one).names)));
  return {
    ...plan,
    rephrasings: plan.rephrasings.map((planned) => ({
      ...planned,
      variables: Object.keys(strategy.variables).filter((name) => planned.variables.includes(name) || read.has(name)),
    })),
  };
}

/** Does the tests of a strategy, in their order. @throws CommandError where a document cannot be read */
export async function* runTests(tests: readonly Test[], options: TestOptions): AsyncGenerator<TestResult> {
  const { plan, rephrasers, signal, only = [] } = options;
  for (const test of tests) {
    options.onDocument?.(test.document);
    const expect = test.expect.map(compileCondition);
    const documents = await documentsAt(test.document, options.reader.baseFolder, options.reader);
    const names = test.rephrasings.length === 0 ? only : test.rephrasings.filter((name) => isWanted(name, only));
    // None of those that are wanted is one of this test's.
    if (test.rephrasings.length > 0 && names.length === 0) continue;
    if (documents.length === 0) yield* allFailed(test, names, 'The file has no documents.', null);
    for (const document of documents) {
      const previewed = await previewDocument(document, { plan, rephrasers, rephrasings: names, signal, expect });
      yield* resultsOf(test, previewed, plan, only);
    }
  }
}

function isWanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.includes(name);
}

function* resultsOf(
  test: Test,
  previewed: PreviewedDocument,
  plan: Plan,
  only: readonly string[],
): Generator<TestResult> {
  const { skipped, results, withoutPassage = [] } = previewed;
  if (skipped !== null) {
    const { expression, line, value } = skipped;
    const why = `The document is skipped by \`${expression}\` (line ${line}): it is ${JSON.stringify(value)}.`;
    return yield* allFailed(
      test,
      test.rephrasings.filter((name) => isWanted(name, only)),
      why,
      null,
    );
  }
  let tried = 0;
  for (const { rephrasing } of plan.rephrasings) {
    const isNamed = test.rephrasings.includes(rephrasing.name);
    if ((test.rephrasings.length > 0 && !isNamed) || !isWanted(rephrasing.name, only)) continue;
    const given = results.filter((one) => one.rephrasing === rephrasing.name);
    const records = given.filter(({ record }) => record !== null);
    if (records.length > 0) for (const record of records) yield* ofRecord(test, record);
    else if (given.length > 0) yield* ofRejects(test, rephrasing.name, given);
    else if (withoutPassage.includes(rephrasing.name))
      yield* allFailed(test, [rephrasing.name], 'The document is too short to have a passage.', null);
    else if (isNamed) yield* allFailed(test, [rephrasing.name], whyUntried(rephrasing.when), null);
    else continue;
    tried++;
  }
  // What is left out may have been what applies.
  if (tried === 0 && only.length === 0) yield* allFailed(test, [], 'No rephrasing applies to the document.', null);
}

function whyUntried(when: Plan['rephrasings'][number]['rephrasing']['when']): string {
  return when === null
    ? 'The rephrasing gives nothing for the document.'
    : `The rephrasing does not apply: \`${when.expression}\` (line ${when.line}) does not hold.`;
}

function* ofRecord(test: Test, { rephrasing, record, expectations = [] }: PreviewedRephrasing): Generator<TestResult> {
  const { id, text } = record ?? {};
  for (const { expression, line, passed, value, message } of expectations) {
    yield {
      document: test.document,
      rephrasing,
      expect: expression,
      passed,
      value,
      output: String(text),
      line,
      id: String(id),
      message,
    };
  }
}

function* ofRejects(test: Test, rephrasing: string, rejected: readonly PreviewedRephrasing[]): Generator<TestResult> {
  for (const { reject, raw } of rejected) {
    if (reject === null) continue;
    const where = reject.line === null ? '' : ` (line ${reject.line})`;
    yield* allFailed(test, [rephrasing], `Rejected${where}: ${reject.message}`, reject.text ?? raw);
  }
}

/** Every expectation of the test, failed for the same reason. @param rephrasings none is all of the test, under one name */
function* allFailed(
  test: Test,
  rephrasings: readonly string[],
  why: string,
  output: string | null,
): Generator<TestResult> {
  for (const rephrasing of rephrasings.length === 0 ? ['*'] : rephrasings) {
    for (const { expression: expect, line } of test.expect) {
      yield {
        document: test.document,
        rephrasing,
        expect,
        passed: false,
        value: why,
        output,
        line,
        id: null,
        message: why,
      };
    }
  }
}

import type { DescribeResult } from '#protocol';

/** A test of a strategy as it stands in the Test Explorer: a document, and below it the rephrasings that are tried on it. */
export interface DocumentTest {
  /** Stays while tests before it come and go, so that its last result stays with it. */
  readonly id: string;
  /** Its place under `tests`, from 0. */
  readonly place: number;
  /** Path as written. */
  readonly document: string;
  /** What is expected, as written. */
  readonly expect: readonly string[];
  /** From 1. */
  readonly line: number;
  readonly pieces: readonly RephrasingTest[];
}

export interface RephrasingTest {
  readonly id: string;
  readonly rephrasing: string;
  /** Of the rephrasing itself, so that the editor shows there whether its tests pass. */
  readonly line: number;
}

/** What is wanted of a test. */
export interface ChosenTest {
  readonly test: DocumentTest;
  readonly pieces: readonly RephrasingTest[];
}

/** Whether a text may have tests at all; only then a runner is asked. */
export function mayHaveTests(text: string): boolean {
  return /^(?:tests|"tests"|'tests')[ \t]*:/m.test(text);
}

/** The tests of a strategy, in their order. @param file id of the item that they stand below */
export function testsOf({ tests, rephrasings }: DescribeResult, file: string): readonly DocumentTest[] {
  const lines = new Map(rephrasings.map(({ name, line }) => [name, line]));
  const seen = new Map<string, number>();
  return tests.map(({ document, rephrasings: named, expect, line }, place) => {
    const occurrence = (seen.get(document) ?? 0) + 1;
    seen.set(document, occurrence);
    const id = `${file}#${document}#${occurrence}`;
    const tried = named.length > 0 ? [...new Set(named)] : [...lines.keys()];
    return {
      id,
      place,
      document,
      expect: expect.map(({ expression }) => expression),
      line,
      pieces: tried.map((rephrasing) => ({
        id: `${id}#${rephrasing}`,
        rephrasing,
        line: lines.get(rephrasing) ?? line,
      })),
    };
  });
}

/**
 * The tests that are wanted, where a person has pointed at files, documents or rephrasings.
 * @param included ids of items; null is everything
 */
export function chosenTests(
  tests: readonly DocumentTest[],
  file: string,
  included: ReadonlySet<string> | null,
  excluded: ReadonlySet<string>,
): readonly ChosenTest[] {
  return tests.flatMap((test) => {
    const pieces = test.pieces.filter(({ id }) => {
      const path = [file, test.id, id];
      return (included === null || path.some((one) => included.has(one))) && !path.some((one) => excluded.has(one));
    });
    return pieces.length === 0 ? [] : [{ test, pieces }];
  });
}

/** What the runner is asked for: one request names the same rephrasings for all of its tests, and none for those as written. */
export interface TestRequest {
  readonly chosen: readonly ChosenTest[];
  readonly rephrasings: readonly string[];
}

export function requestsFor(chosen: readonly ChosenTest[]): readonly TestRequest[] {
  const groups = new Map<string, TestRequest>();
  for (const one of chosen) {
    const isWhole = one.pieces.length === one.test.pieces.length;
    const rephrasings = isWhole ? [] : one.pieces.map(({ rephrasing }) => rephrasing);
    const key = JSON.stringify(rephrasings);
    groups.set(key, { rephrasings, chosen: [...(groups.get(key)?.chosen ?? []), one] });
  }
  return [...groups.values()];
}

import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { methods, type RunTestsParams, type TestResultMessage } from '#protocol';
import { plainMarkdown } from '../inline/plain-markdown.ts';
import type { Secrets } from '../secrets.ts';
import type { RunnerService } from '../service/runner-service.ts';
import { type ChosenStrategy, environmentNames } from '../strategies.ts';
import { lineRange } from './test-items.ts';
import { type Failure, linesOf, outcomeOf } from './test-outcome.ts';
import { type ChosenTest, requestsFor, type TestRequest } from './test-tree.ts';

/** Where the requests of models go, by their names; `*` is all of them. None is as written. */
export type Models = Readonly<Record<string, string>>;

export interface TestRunOptions {
  readonly service: RunnerService;
  readonly secrets: Secrets;
  readonly run: vscode.TestRun;
  /** The item of the strategy, whose items below are those of `chosen`. */
  readonly file: vscode.TestItem;
  readonly strategy: ChosenStrategy;
  readonly models: Models;
  readonly token: vscode.CancellationToken;
}

/** Does chosen tests of one strategy, and writes what comes into the run of the Test Explorer. */
export async function runStrategyTests(chosen: readonly ChosenTest[], options: TestRunOptions): Promise<void> {
  const { run, file, token } = options;
  const items = chosen.flatMap((one) => itemsOf(one, file));
  for (const item of items) run.enqueued(item);
  for (const request of requestsFor(chosen)) {
    if (token.isCancellationRequested) break;
    await ask(request, options);
  }
}

async function ask({ chosen, rephrasings }: TestRequest, options: TestRunOptions): Promise<void> {
  const { service, secrets, run, file, strategy, models, token } = options;
  const results = createResults(chosen, options);
  for (const item of chosen.flatMap((one) => itemsOf(one, file))) run.started(item);
  const id = randomUUID();
  const listener = service.onTestResult((result) => {
    if (result.token === id && !token.isCancellationRequested) results.add(result);
  });
  try {
    const params: RunTestsParams = {
      strategy: strategy.text,
      environment: await secrets.environment(environmentNames(strategy.described)),
      tests: chosen.map(({ test }) => test.place),
      rephrasings,
      token: id,
      ...(Object.keys(models).length > 0 && { models }),
    };
    await service.request(methods.runTests, params, token);
    results.end();
  } catch (error) {
    if (error instanceof vscode.CancellationError) results.cancel();
    else results.fail(error instanceof Error ? error.message : String(error));
  } finally {
    listener.dispose();
  }
}

interface Results {
  add(result: TestResultMessage): void;
  /** Everything has come; what nothing came of was not tried. */
  end(): void;
  cancel(): void;
  /** What has not come by now never will. */
  fail(sentence: string): void;
}

/** Collects results test by test: a document may give several records, so that a test is over with the first of the next. */
function createResults(chosen: readonly ChosenTest[], { run, file, strategy }: TestRunOptions): Results {
  const open = new Map(chosen.map((one) => [one.test.place, one]));
  const came = new Map<number, TestResultMessage[]>();
  let current: number | null = null;

  const conclude = (place: number): void => {
    const one = open.get(place);
    const item = one && file.children.get(one.test.id);
    if (!one || !item) return;
    open.delete(place);
    const results = came.get(place) ?? [];
    const all = results.filter(({ rephrasing }) => rephrasing === '*');
    if (all.length > 0) tell(item, all);
    for (const { id, rephrasing } of one.pieces) {
      const piece = item.children.get(id);
      if (piece)
        tell(
          piece,
          results.filter((result) => result.rephrasing === rephrasing),
        );
    }
  };
  const tell = (item: vscode.TestItem, results: readonly TestResultMessage[]): void => {
    const { kind, failures } = outcomeOf(results);
    if (kind === 'failed')
      run.failed(
        item,
        failures.flatMap((failure) => messagesOf(failure, strategy.uri)),
      );
    else run[kind](item);
  };
  const openItems = (): readonly vscode.TestItem[] => [...open.values()].flatMap((one) => itemsOf(one, file));

  return {
    add(result) {
      if (current !== null && current !== result.test) conclude(current);
      current = result.test;
      const one = open.get(result.test);
      if (!one) return;
      const results = came.get(result.test) ?? [];
      const ofPiece = results.filter(({ rephrasing }) => rephrasing === result.rephrasing);
      came.set(result.test, [...results, result]);
      const item = file.children.get(one.test.id);
      const piece = item?.children.get(one.pieces.find(({ rephrasing }) => rephrasing === result.rephrasing)?.id ?? '');
      run.appendOutput(terminal(linesOf(result, basename(one.test.document), ofPiece)), undefined, piece ?? item);
    },
    end() {
      for (const place of open.keys()) conclude(place);
    },
    cancel() {
      for (const item of openItems()) run.skipped(item);
    },
    fail(sentence) {
      run.appendOutput(terminal(`\n${sentence}\n`));
      for (const item of openItems()) run.errored(item, new vscode.TestMessage(sentence));
    },
  };
}

function itemsOf({ test, pieces }: ChosenTest, file: vscode.TestItem): readonly vscode.TestItem[] {
  const item = file.children.get(test.id);
  return pieces.flatMap(({ id }) => item?.children.get(id) ?? []);
}

/** The sentence with the text that was judged; behind it what was expected beside what came, which the editor shows alone. */
function messagesOf({ sentence, line, compared, output }: Failure, uri: vscode.Uri): readonly vscode.TestMessage[] {
  const text = output === null ? sentence : `${sentence}\n\n${output}`;
  // Only Markdown is wrapped.
  const messages = [new vscode.TestMessage(new vscode.MarkdownString(plainMarkdown(text)))];
  if (compared) messages.push(vscode.TestMessage.diff('Expected beside actual', compared.expected, compared.actual));
  for (const message of messages) message.location = new vscode.Location(uri, lineRange(line));
  return messages;
}

/** A terminal goes to the beginning of a line only where it is told to. */
export function terminal(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n');
}

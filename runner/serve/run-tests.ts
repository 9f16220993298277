import type { Test } from '#language';
import { StoreError } from '#store';
import { methods, type RunTestsParams, type TestResultMessage } from '#protocol';
import { CommandError } from '../exit.ts';
import { overridesOf } from '../rephrasers.ts';
import { openTestPlan, runTests as resultsOf, type TestOptions } from '../strategy-tests.ts';
import { modelOptions, readerOf, type Service } from './service.ts';
import { runnableStrategy } from './strategy.ts';

type Told = Omit<TestResultMessage, 'token' | 'test'>;

/** Does tests of a strategy, and tells every result as it comes. */
export async function runTests(params: RunTestsParams, signal: AbortSignal, service: Service): Promise<null> {
  const loaded = service.load(params.strategy);
  const strategy = runnableStrategy(loaded);
  const rephrasers = service.pool.of(strategy, {
    overrides: overridesOf(params.models ?? {}, strategy),
    options: modelOptions(service, loaded, params.environment),
    remember: true,
  });
  try {
    const options: TestOptions = {
      plan: await openTestPlan(strategy, service.context.languageIdentifier),
      rephrasers,
      reader: readerOf(service, strategy, loaded, params.environment),
      signal,
      only: params.rephrasings,
    };
    for (const [index, test] of strategy.tests.entries()) {
      if (params.tests.length > 0 && !params.tests.includes(index)) continue;
      for await (const result of toldOf(test, options)) {
        signal.throwIfAborted();
        const message: TestResultMessage = { token: params.token, test: index, ...result };
        void service.connection.sendNotification(methods.testResult, message);
      }
    }
    return null;
  } finally {
    await rephrasers.dispose();
  }
}

/** The results of one test. A document that cannot be read fails this test, and not those behind it. */
async function* toldOf(test: Test, options: TestOptions): AsyncGenerator<Told> {
  try {
    for await (const result of resultsOf([test], options)) {
      const { rephrasing, expect, line, passed, value, output, message } = result;
      yield { rephrasing, expect, line, passed, value, output, message };
    }
  } catch (error) {
    if (!(error instanceof CommandError) && !(error instanceof StoreError)) throw error;
    const { message } = error;
    for (const { expression: expect, line } of test.expect) {
      yield { rephrasing: '*', expect, line, passed: false, value: message, output: null, message };
    }
  }
}

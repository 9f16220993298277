import { describe, expect, it } from 'vitest';
import {
  BudgetError,
  createBudget,
  createDispatch,
  type Dealt,
  type Job,
  pause,
  type Rephraser,
  RephraserError,
  type Terms,
} from '#engine';
import { SimulatedClock } from '../../helpers/simulated-clock.ts';

const usual: Terms = {
  limits: { concurrency: 8, requestsPerMinute: null, tokensPerMinute: null, timeout: 600 },
  price: null,
  context: null,
};

interface Case {
  readonly terms?: Partial<Terms['limits']> & Partial<Pick<Terms, 'price' | 'context'>>;
  readonly budget?: { readonly tokens?: number; readonly dollars?: number; readonly before?: number };
  readonly jobs: number;
  /** Tokens that the server says a request took; null where it says nothing. */
  readonly tokens?: { readonly input: number; readonly output: number } | null;
  readonly maxTokens?: number;
  readonly failing?: (call: number) => RephraserError | undefined;
}

/** Runs so many equal jobs over a model that answers within 100 ms. */
async function run({ terms = {}, budget, jobs: count, tokens = { input: 10, output: 20 }, maxTokens, failing }: Case) {
  const clock = new SimulatedClock();
  const { price = null, context = null, ...limits } = terms;
  const starts: number[] = [];
  let waiting: string | null = null;
  let inFlight = 0;
  const rephraser: Rephraser = {
    label: 'scripted',
    concurrency: 8,
    dispose: async () => undefined,
    async rephrase(_request, { signal }) {
      const call = starts.push(clock.now());
      inFlight++;
      await pause(clock, 100, signal).finally(() => inFlight--);
      waiting ??= dispatch.state.waiting;
      const error = failing?.(call - 1);
      if (error) throw error;
      return {
        text: 'a b c',
        finishReason: 'stop',
        inputTokens: tokens?.input ?? null,
        outputTokens: tokens?.output ?? null,
      };
    },
  };
  const never = new AbortController().signal;
  const limited =
    budget &&
    createBudget(
      { tokens: budget.tokens ?? null, dollars: budget.dollars ?? null },
      { tokens: budget.before ?? 0, dollars: 0 },
    );
  const dispatch = createDispatch({
    clock,
    random: () => 0.5,
    drain: never,
    abort: never,
    ...(limited && { budget: limited }),
  });
  let done = 0;
  const dealt = (): Dealt => ({ durable: Promise.resolve(), next: [] });
  async function* jobs(): AsyncGenerator<Job> {
    for (let number = 0; number < count; number++) {
      yield {
        rephraser,
        terms: { limits: { ...usual.limits, ...limits }, price, context },
        request: () => ({
          messages: [{ role: 'user', content: 'one two' }],
          sampling: maxTokens === undefined ? {} : { max_tokens: maxTokens },
          seed: number,
        }),
        done: () => {
          done++;
          return dealt();
        },
        failed: dealt,
        unasked: dealt,
      };
    }
  }
  const error = await clock.until(dispatch.run(jobs())).then(
    () => null,
    (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
  );
  if (error !== null && !(error instanceof BudgetError)) throw error;
  return { starts, done, error, waiting: waiting as string | null, inFlight, endMs: clock.now() };
}

/** The most that happens within a minute, wherever it begins. */
function mostInMinute(starts: readonly number[]): number {
  return Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 60_000).length));
}

describe('a limit of requests a minute', () => {
  it('is never exceeded, is used up, and holds no slot while it waits', async () => {
    const { starts, waiting, endMs } = await run({ terms: { requestsPerMinute: 60 }, jobs: 200 });
    expect(mostInMinute(starts)).toBe(60);
    expect(endMs).toBeLessThan(202_000);
    expect(waiting).toBe('the limit of 60 requests a minute');
  });

  it('does not save up what was not used', async () => {
    const failing = (call: number) =>
      call === 0 ? new RephraserError('retry', 'slow down', { status: 429, retryAfterMs: 120_000 }) : undefined;
    const { starts } = await run({ terms: { requestsPerMinute: 30 }, jobs: 1, failing });
    expect(starts).toHaveLength(2);
  });
});

describe('a limit of tokens a minute', () => {
  it('counts what may be used and then what was', async () => {
    // 30 tokens are used by a request, so that 20 requests fit a minute, whatever they may use at the most.
    const { endMs, waiting } = await run({ terms: { tokensPerMinute: 600 }, jobs: 100, maxTokens: 50 });
    expect(endMs).toBeGreaterThan(4.5 * 60_000);
    expect(endMs).toBeLessThan(5.5 * 60_000);
    expect(waiting).toBe('the limit of 600 tokens a minute');
  });

  it('lets a request through that is larger than a minute holds, and waits behind it', async () => {
    const { starts } = await run({ terms: { tokensPerMinute: 10 }, jobs: 2, maxTokens: 20 });
    expect(starts).toHaveLength(2);
    expect(starts[1]).toBeGreaterThan(100_000);
  });
});

describe('a budget', () => {
  // Of a request, 2 words and 8 tokens around the message are set aside, and as many as the answer may have.
  const prompt = 10;

  it('is never exceeded, whatever may come back, and is used as far as it goes', async () => {
    for (let tokens = 0; tokens <= 400; tokens += 7) {
      const used = { input: prompt, output: 30 };
      const { done, error, inFlight } = await run({ budget: { tokens }, jobs: 20, tokens: used, maxTokens: 30 });
      // The next request would need 40 again.
      expect(done, `${tokens} tokens`).toBe(Math.min(20, Math.floor(tokens / 40)));
      expect(error === null).toBe(done === 20);
      expect(inFlight).toBe(0);
    }
  });

  it('gives back what was set aside and not used', async () => {
    const { done, error } = await run({ budget: { tokens: 1_000 }, jobs: 20, maxTokens: 900 });
    // 30 tokens each: the fourth leaves less than 910.
    expect(done).toBe(4);
    expect(error).toBeInstanceOf(BudgetError);
  });

  it('counts what earlier attempts have spent', async () => {
    expect((await run({ budget: { tokens: 1_000, before: 900 }, jobs: 9, maxTokens: 30 })).done).toBe(3);
    expect((await run({ budget: { tokens: 1_000, before: 1_000 }, jobs: 9, maxTokens: 30 })).done).toBe(0);
  });

  it('in dollars goes by the price, and says in one sentence what happened and how to go on', async () => {
    const { done, error } = await run({
      budget: { dollars: 0.0007 },
      terms: { price: { input: 1, output: 10 } },
      jobs: 20,
      maxTokens: 20,
    });
    // A request costs 10 × 1 + 20 × 10 millionths.
    expect(done).toBe(3);
    expect((error as Error).message).toBe(
      'The budget of $0.0007 does not suffice for the next request, which may cost $0.00021: $0.00063 and 90 tokens are spent; raise budget.dollars and run the same command again to go on.',
    );
  });

  it('sets aside what the model’s context allows where nothing limits the answer, else 4,096 tokens', async () => {
    expect((await run({ budget: { tokens: 500 }, jobs: 1 })).done).toBe(0);
    expect((await run({ budget: { tokens: 4_106 }, jobs: 1 })).done).toBe(1);
    expect((await run({ budget: { tokens: 500 }, terms: { context: 500 }, jobs: 1 })).done).toBe(1);
    expect((await run({ budget: { tokens: 499 }, terms: { context: 500 }, jobs: 1 })).done).toBe(0);
  });

  it('estimates what a server does not say', async () => {
    const { done } = await run({ budget: { tokens: 100 }, jobs: 20, tokens: null, maxTokens: 20 });
    // 10 for the prompt and 3 for the answer; the next may need 30.
    expect(done).toBe(6);
  });

  it('gets back what was set aside for a request that failed', async () => {
    const failing = (call: number) =>
      call % 2 === 0 ? new RephraserError('retry', 'internal error', { status: 500 }) : undefined;
    const { done, error } = await run({ budget: { tokens: 400 }, jobs: 10, maxTokens: 20, failing });
    expect(error).toBeNull();
    expect(done).toBe(10);
  });
});

import { describe, expect, it } from 'vitest';
import { chooseServer } from '../../../../runner/models/http/choose-server.ts';
import { createHealth } from '../../../../runner/models/http/health.ts';
import { readLoad } from '../../../../runner/models/http/load.ts';
import { createHttpRephraser } from '../../../../runner/models/http/rephraser.ts';
import { openServer, type Server } from '../../../../runner/models/http/server.ts';
import { replies, says, startScriptedServer } from '../../../helpers/scripted-server.ts';
import { readAddress } from '../../../../runner/models/http/address.ts';
import { httpModel, machine } from '../helpers.ts';
import { calm, request } from './asking.ts';

function replicas(count: number): [Server, ...Server[]] {
  const servers = Array.from({ length: count }, (_, index) =>
    openServer(readAddress(`http://127.0.0.1:${9000 + index}`), 'auto'),
  );
  const [first, ...others] = servers;
  if (first === undefined) throw new Error('At least one replica.');
  return [first, ...others];
}

const choose = (
  servers: [Server, ...Server[]],
  asked: Parameters<typeof chooseServer>[1],
  nowMs: number,
  keepsDocuments = false,
) => chooseServer({ servers, keepsDocuments }, asked, nowMs);

const prompt = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

describe('a replica is chosen', () => {
  it('by the beginning of the prompt, the same one every time, and all of them over many prompts', () => {
    const servers = replicas(4);
    const chosen = Array.from({ length: 400 }, (_, index) => choose(servers, prompt(`Prompt ${index}`), 0));
    const again = Array.from({ length: 400 }, (_, index) => choose(servers, prompt(`Prompt ${index}`), 0));
    expect(again).toEqual(chosen);
    for (const server of servers) expect(chosen.filter((one) => one === server).length).toBeGreaterThan(60);
    // What stands far behind the beginning does not count.
    const long = 'x'.repeat(300);
    expect(choose(servers, prompt(`${long}a`), 0)).toBe(choose(servers, prompt(`${long}b`), 0));
  });

  it('by the document, where prompts begin with that behind the same system message', () => {
    const servers = replicas(4);
    const ask = (text: string, prompt_: string) => ({
      messages: [
        { role: 'system' as const, content: 'You rewrite passages.' },
        { role: 'user' as const, content: `${text.padEnd(300, '.')}\n\n${prompt_}` },
      ],
    });
    const chosen = Array.from({ length: 100 }, (_, index) => choose(servers, ask(`Page ${index}`, 'Shorten.'), 0));
    const other = Array.from({ length: 100 }, (_, index) => choose(servers, ask(`Page ${index}`, 'Ask.'), 0));
    expect(other).toEqual(chosen);
    expect(new Set(chosen).size).toBe(4);
  });

  it('by what they have to do, where one has much more than another', () => {
    const servers = replicas(3);
    const favourite = choose(servers, prompt('one'), 0);
    for (const server of servers) server.inFlight = 8;
    favourite.inFlight = 10;
    expect(choose(servers, prompt('one'), 0)).toBe(favourite);
    favourite.inFlight = 11;
    const other = choose(servers, prompt('one'), 0);
    expect(other).not.toBe(favourite);
    for (const server of servers) server.inFlight = 100;
    favourite.inFlight = 125;
    expect(choose(servers, prompt('one'), 0)).toBe(favourite);
    for (const server of servers) server.inFlight = server === favourite ? 1 : 0;
    expect(choose(servers, prompt('one'), 0)).not.toBe(favourite);
  });

  it('by the document also while there is little to do, where requests are to be kept together', () => {
    const servers = replicas(2);
    const page = 'A page that all of them are about. '.repeat(10);
    const asks = Array.from({ length: 8 }, (_, index) => prompt(`${page}\n\nRephrasing ${index}.`));
    const chosenWith = (keeps: boolean) => {
      for (const server of servers) server.inFlight = 0;
      return new Set(
        asks.map((ask) => {
          const server = choose(servers, ask, 0, keeps);
          server.inFlight++;
          return server;
        }),
      ).size;
    };
    expect(chosenWith(true)).toBe(1);
    expect(chosenWith(false)).toBe(2);
    // But not while another stands idle.
    const favourite = choose(servers, prompt(page), 0, true);
    for (const server of servers) server.inFlight = server === favourite ? 17 : 0;
    expect(choose(servers, prompt(page), 0, true)).not.toBe(favourite);
  });

  it('only among those that are well, and among all where none is', () => {
    const servers = replicas(2);
    const favourite = choose(servers, prompt('one'), 0);
    for (let time = 0; time < 3; time++) favourite.health.failed(0);
    expect(choose(servers, prompt('one'), 999)).not.toBe(favourite);
    expect(choose(servers, prompt('one'), 1_000)).toBe(favourite);
    for (const server of servers) for (let time = 0; time < 3; time++) server.health.failed(2_000);
    expect(choose(servers, prompt('one'), 2_001)).toBe(favourite);
  });
});

describe('the breaker of a replica', () => {
  it('rests after three failures, tries one request, rests twice as long, and comes back slowly', () => {
    const health = createHealth();
    health.failed(0);
    health.failed(0);
    expect(health.mostInFlight(0)).toBe(Number.POSITIVE_INFINITY);
    health.failed(0);
    expect(health.mostInFlight(999)).toBe(0);
    expect(health.mostInFlight(1_000)).toBe(1);
    health.failed(1_000);
    expect(health.mostInFlight(2_999)).toBe(0);
    expect(health.mostInFlight(3_000)).toBe(1);
    const allowed = [];
    for (let answer = 0; answer < 11; answer++) {
      health.answered();
      allowed.push(health.mostInFlight(3_000));
    }
    expect(allowed.slice(0, 4)).toEqual([2, 4, 8, 16]);
    expect(allowed.at(-1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not count what comes back while it rests', () => {
    const health = createHealth();
    for (let time = 0; time < 300; time++) health.failed(0);
    expect(health.mostInFlight(1_000)).toBe(1);
  });
});

it('a replica that is gone gets a few requests and not all of them', async () => {
  await using well = await startScriptedServer(() => says('fine'));
  const gone = await startScriptedServer(() => says('never'));
  await gone.close();
  const rephraser = await createHttpRephraser(httpModel([gone.url, well.url]), machine());
  const outcomes: string[] = [];
  for (let index = 0; index < 60; index++) {
    const asked = { ...request, messages: [{ role: 'user' as const, content: `Document ${index}` }] };
    outcomes.push(
      await rephraser.rephrase(asked, calm).then(
        ({ text }) => text,
        () => 'failed',
      ),
    );
  }
  expect(outcomes.filter((outcome) => outcome === 'failed').length).toBeLessThanOrEqual(4);
  expect(outcomes.filter((outcome) => outcome === 'fine').length).toBeGreaterThanOrEqual(56);
  await rephraser.dispose();
});

const vllm = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="m"} 12.0
vllm:num_requests_running{engine="1",model_name="m"} 4.0
# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{engine="0",model_name="m"} 3.0
vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 9.0
`;

describe('what a server says of its load', () => {
  it.each([
    ['vLLM, engines added up', vllm, { running: 16, waiting: 3 }],
    ['SGLang', 'sglang:num_running_reqs{a="b"} 7\nsglang:num_queue_reqs{a="b"} 0\n', { running: 7, waiting: 0 }],
    ['llama.cpp', 'llamacpp:requests_processing 2\nllamacpp:requests_deferred 5\n', { running: 2, waiting: 5 }],
    ['something else', 'go_goroutines 8\n', null],
    ['half of it', 'vllm:num_requests_running 8\n', null],
    ['no number', 'llamacpp:requests_processing nan\nllamacpp:requests_deferred 5\n', null],
    ['a page', '<html>not found</html>', null],
  ])('%s', (_name, text, expected) => {
    expect(readLoad(text)).toEqual(expected);
  });

  it('is added up over replicas, and is nothing where one of them does not say', async () => {
    await using one = await startScriptedServer(() => replies(200, vllm));
    await using two = await startScriptedServer(() => replies(200, vllm));
    await using silent = await startScriptedServer(() => replies(404, 'no such page'));
    const both = await createHttpRephraser(httpModel([one.url, two.url]), machine());
    expect(await both.load?.(calm.signal)).toEqual({ running: 32, waiting: 6 });
    expect(one.requests.map(({ path }) => path)).toEqual(['/metrics']);
    const half = await createHttpRephraser(httpModel([one.url, silent.url]), machine());
    expect(await half.load?.(calm.signal)).toBeNull();
    await Promise.all([both.dispose(), half.dispose()]);
  });
});

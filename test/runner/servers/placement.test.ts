import { expect, test } from 'vitest';
import type { HttpModel } from '#language';
import { placeServers } from '../../../runner/servers/placement.ts';

function model(gpus: number, ...baseUrls: string[]): HttpModel {
  return {
    kind: 'http',
    id: 'm',
    baseUrls,
    apiKey: null,
    serve: { engine: 'vllm', gpus, args: [] },
    sampling: {},
    limits: { concurrency: 1, timeout: 1, requestsPerMinute: null, tokensPerMinute: null },
    context: null,
    parameters: null,
    price: null,
  };
}

function places(models: Record<string, HttpModel>, index: number, variables: Record<string, string> = {}) {
  const found = placeServers(new Map(Object.entries(models)), { index, environment: (name) => variables[name] });
  return found.map(({ name, replica, url, devices }) => `${name} ${replica} ${url} ${devices}`);
}

test('a server listens on loopback, whatever name the strategy gives it, and keeps the path', () => {
  expect(places({ a: model(1, 'http://gpu-box:8000/api/v1') }, 0)).toEqual(['a 0 http://127.0.0.1:8000/api/v1 0']);
  expect(places({ a: model(0, '${WHERE:-localhost:9000}') }, 0)).toEqual(['a 0 http://127.0.0.1:9000/ ']);
});

test('replicas and models have ports and GPUs of their own, for every worker others', () => {
  const models = { a: model(2, 'http://h:8000/v1', 'http://h:8001/v1'), b: model(1, 'http://h:8004/v1') };
  expect(places(models, 1, { CUDA_VISIBLE_DEVICES: '3,2,1,0,7' })).toEqual([
    'a 0 http://127.0.0.1:8005/v1 3,2',
    'a 1 http://127.0.0.1:8006/v1 1,0',
    'b 0 http://127.0.0.1:8009/v1 7',
  ]);
  const ports = new Set(
    Array.from({ length: 500 }, (_, index) => places(models, index))
      .flat()
      .map((place) => /:(\d+)/.exec(place)?.[1]),
  );
  expect(ports.size).toBe(1500);
});

test('ports stay ports, however many workers there are', () => {
  for (const index of [0, 999, 57_534, 57_535, 99_999]) {
    const [place = ''] = places({ a: model(1, 'http://h:8000/v1') }, index);
    expect(Number(/:(\d+)/.exec(place)?.[1])).toBeGreaterThanOrEqual(8000);
    expect(Number(/:(\d+)/.exec(place)?.[1])).toBeLessThanOrEqual(65_535);
  }
});

test.each([
  [
    { a: model(1, 'http://h:8000/v1'), b: model(1, 'http://i:8000/v1') },
    {},
    'Two servers that the run starts have the same port: 8000, 8000.',
  ],
  [{ a: model(1, '${NOWHERE}') }, {}, 'Model a: base_url needs NOWHERE, not set here.'],
  [{ a: model(1, 'http://') }, {}, 'Model a: base_url is no http address.'],
  [
    { a: model(3, 'http://h:1') },
    { CUDA_VISIBLE_DEVICES: '' },
    'The server of model a needs 3 GPUs, and 0 of the 0 in CUDA_VISIBLE_DEVICES are left; give the worker more (targets.NAME.gpus), or the server fewer (serve.gpus).',
  ],
])('%# is refused', (models, variables, message) => {
  expect(() => places(models, 0, variables)).toThrow(message);
});

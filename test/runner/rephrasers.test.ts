import { describe, expect, it } from 'vitest';
import { overridden } from '../../runner/rephrasers.ts';
import { httpModel } from './models/helpers.ts';

const limits = { concurrency: 8, timeout: 30, requestsPerMinute: 60, tokensPerMinute: 90_000 } as const;
const hosted = httpModel(['https://models.example/v1'], { apiKey: '${KEY}', limits });
const sent = (where: string) => overridden('big', hosted, new Map([['big', where]]));

describe('a model that is asked elsewhere', () => {
  it('leaves its key and its limits per minute behind, and keeps how many requests it takes at once', () => {
    const unbound = { concurrency: 8, timeout: 30, requestsPerMinute: null, tokensPerMinute: null };
    expect(sent('mock:echo')).toMatchObject({ kind: 'mock', limits: unbound });
    expect(sent('gguf:smollm2-135m')).toMatchObject({ kind: 'gguf', limits: unbound });
    expect(sent('http://127.0.0.1:8000/v1')).toMatchObject({ kind: 'http', apiKey: null, limits: unbound });
  });

  it('keeps both on a host that the strategy names', () => {
    expect(sent('https://models.example/v2')).toMatchObject({ apiKey: '${KEY}', limits });
    expect(overridden('big', hosted, new Map())).toBe(hosted);
  });
});

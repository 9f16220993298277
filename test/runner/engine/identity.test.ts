import { describe, expect, it } from 'vitest';
import { drawValue, type Identity, identityKey } from '#language';
import { draw, recordId, requestId, samplingSeed } from '../../../runner/engine/identity.ts';

const identity: Identity = {
  file: 'documents/a.md',
  row: 3,
  rephrasing: 'qa',
  each: { audience: 'a child' },
  rollout: 0,
  chunk: null,
  item: [],
};

const first = { step: null, attempt: 0 };

describe('an identity', () => {
  it('has the same key however its values were put together', () => {
    const other = {
      item: [],
      chunk: null,
      rollout: 0,
      each: { audience: 'a child' },
      rephrasing: 'qa',
      row: 3,
      file: 'documents/a.md',
    };
    expect(identityKey(other)).toBe(identityKey(identity));
    expect(identityKey(identity)).toBe('["documents/a.md",3,"qa",{"audience":"a child"},0]');
  });

  // These values are a contract: a run that is resumed by a later version must draw what the earlier one drew.
  // They were computed apart from this code, with Python's hashlib.
  it('draws what it has always drawn', () => {
    expect(draw(17, identity, 'variable:audience')).toBe(0.6919238997645609);
    expect(samplingSeed(17, identity, first)).toBe(990976351);
    expect(recordId('wrap', identity)).toBe('fc347499e3db6a1fd07a84427528a898');
  });

  it('has other seeds for requests each time that the same is asked for again', () => {
    const seeds = [0, 1, 2, 3].map((again) => samplingSeed(17, identity, { ...first, again }));
    expect(seeds[0]).toBe(samplingSeed(17, identity, first));
    expect(new Set(seeds).size).toBe(4);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31)).toBe(true);
  });

  it('draws something else for every part that differs', () => {
    const others: Identity[] = [
      { ...identity, file: 'documents/b.md' },
      { ...identity, row: 4 },
      { ...identity, rephrasing: 'summary' },
      { ...identity, each: { audience: 'a student' } },
      { ...identity, rollout: 1 },
      { ...identity, chunk: 0 },
      { ...identity, chunk: 1 },
      { ...identity, item: [0] },
      { ...identity, item: [0, 0] },
    ];
    const draws = [identity, ...others].map((one) => draw(17, one, 'x'));
    draws.push(draw(18, identity, 'x'), draw(17, identity, 'y'));
    expect(new Set(draws).size).toBe(12);
  });

  it('has another seed for every step and every attempt', () => {
    const requests = [first, { step: 'a', attempt: 0 }, { step: 'b', attempt: 0 }, { step: null, attempt: 1 }];
    requests.push({ step: 'a', attempt: 1 });
    expect(new Set(requests.map((request) => samplingSeed(17, identity, request))).size).toBe(5);
    expect(new Set(requests.map((request) => requestId('wrap', identity, request))).size).toBe(5);
  });
});

describe('a weighted value', () => {
  const variable = {
    values: [
      { value: 'a', weight: 1 },
      { value: 'never', weight: 0 },
      { value: 'b', weight: 3 },
    ],
  };

  it('comes by its weight', () => {
    expect([0, 0.2499, 0.25, 0.9999].map((chance) => drawValue(variable, chance))).toEqual(['a', 'a', 'b', 'b']);
  });

  it('is about as frequent as its weight says, over many documents', () => {
    const rows = Array.from({ length: 4000 }, (_, row) => drawValue(variable, draw(1, { ...identity, row }, 'v')));
    const share = rows.filter((value) => value === 'b').length / rows.length;
    expect(share).toBeGreaterThan(0.72);
    expect(share).toBeLessThan(0.78);
    expect(rows).not.toContain('never');
  });
});

import { readFileSync } from 'node:fs';
import type { MeasureName } from '#language';
import { describe, expect, test } from 'vitest';
import { measureScope, sourceMeasures, type TextMeasureName } from '../../../../runner/engine/measures/index.ts';
import { alwaysEnglish } from '../../../helpers/identify-language.ts';

interface Golden {
  readonly name: string;
  readonly output: Readonly<Partial<Record<MeasureName, number | string>>>;
  readonly source: Readonly<Partial<Record<TextMeasureName, number | string>>>;
}

// The goldens are written by the scripts beside them.
const texts = read('texts.json') as readonly { name: string; source: string; output: string; prompt: string }[];
const goldens = read('measures.json') as readonly Golden[];
const similarities = read('similarity.json') as readonly { name: string; similarity: number }[];
const tokens = read('tokens.json') as readonly { name: string; source: number; output: number }[];

describe.each(texts)('$name', ({ name, source, output, prompt }) => {
  const golden = goldens.find((candidate) => candidate.name === name);
  const measures = measureScope({ source, output, prompt, finishReason: 'stop', identifyLanguage: alwaysEnglish });
  const ofSource = sourceMeasures(source, alwaysEnglish);

  test('an output’s measures are those of the published implementations', () => {
    for (const [measure, value] of Object.entries(golden?.output ?? {})) {
      const taken = measures.get(measure as MeasureName);
      if (typeof value === 'number') expect(taken, measure).toBeCloseTo(value, 10);
      else expect(taken, measure).toBe(value);
    }
    expect(Object.keys(golden?.output ?? {})).toHaveLength(9);
  });

  test('a source’s measures are those of the published implementations', () => {
    for (const [measure, value] of Object.entries(golden?.source ?? {})) {
      const taken = ofSource(measure as TextMeasureName);
      if (typeof value === 'number') expect(taken, measure).toBeCloseTo(value, 10);
      else expect(taken, measure).toBe(value);
    }
    expect(Object.keys(golden?.source ?? {})).toHaveLength(5);
  });

  test('the similarity is scikit-learn’s', () => {
    const golden = similarities.find((candidate) => candidate.name === name);
    expect(measures.get('similarity')).toBeCloseTo(golden?.similarity ?? Number.NaN, 10);
  });

  test('the estimate of tokens is near cl100k’s count', () => {
    const counted = tokens.find((candidate) => candidate.name === name) ?? { source: 0, output: 0 };
    expect(Math.abs(Number(ofSource('tokens')) - counted.source)).toBeLessThanOrEqual(2 + 0.1 * counted.source);
    expect(Math.abs(Number(measures.get('tokens')) - counted.output)).toBeLessThanOrEqual(2 + 0.1 * counted.output);
  });
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`goldens/${file}`, import.meta.url), 'utf8'));
}

import { describe, expect, it } from 'vitest';
import { environmentNames, expandEnvironment } from '#language';

const values: Readonly<Record<string, string>> = { NAME: 'value', EMPTY: '', NESTED: '${NAME}' };
const get = (name: string): string | undefined => values[name];

describe('references to the environment', () => {
  it.each([
    ['http://x/v1', 'http://x/v1'],
    ['a ${NAME} b ${NAME}', 'a value b value'],
    ['${OTHER:-http://127.0.0.1:8000}', 'http://127.0.0.1:8000'],
    ['${NAME:-other}', 'value'],
    ['${EMPTY:-other}', 'other'],
    ['[${EMPTY}]', '[]'],
    ['${OTHER:-}', ''],
    ['${NESTED}', '${NAME}'],
    ['$NAME {NAME} ${1} ${NAME', '$NAME {NAME} ${1} ${NAME'],
  ])('%s becomes %s', (text, value) => {
    expect(expandEnvironment(text, get)).toEqual({ ok: true, value });
  });

  it('that are not set are named, each once', () => {
    expect(expandEnvironment('${A} ${NAME} ${B} ${A}', get)).toEqual({ ok: false, missing: ['A', 'B'] });
  });

  it('are listed, each once, with a default or without', () => {
    expect(environmentNames('${B} ${A:-x} ${B}')).toEqual(['B', 'A']);
  });
});

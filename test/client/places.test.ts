import { expect, test } from 'vitest';
import { modelsInWords, placesFor, whyNoAddress } from '../../client/models/places.ts';
import manifest from '../../package.json' with { type: 'json' };
import { knownWeights } from '../../language/known-weights.ts';

const described = {
  models: [{ name: 'small', kind: 'mock', label: 'mock: echo', environment: [], price: null }],
} as const;
const gpt = { id: 'gpt', name: 'GPT', vendor: 'copilot', context: 64_000 };

function checked(chosen: string | null): readonly string[] {
  return placesFor(described, chosen, [gpt])
    .filter(({ label }) => label.startsWith('$(check) '))
    .map(({ label }) => label.replace('$(check) ', ''));
}

test('the models as written come first, those of the editor last and only where there are any', () => {
  const places = placesFor(described, null, [gpt]);
  expect(places[0]).toMatchObject({ label: '$(check) As Written', description: 'small: mock: echo' });
  expect(places.at(-1)).toMatchObject({ label: 'GPT', target: { kind: 'place', where: 'editor:gpt' } });
  expect(placesFor(described, null, []).some(({ group }) => group.includes('editor'))).toBe(false);
});

test('every known model of this computer is there, with what it is not good for', () => {
  const local = placesFor(described, null, []).filter(({ group }) => group === 'on this computer');
  expect(local.map(({ target }) => target)).toEqual(
    knownWeights.map(({ name }) => ({ kind: 'place', where: `gguf:${name}` })),
  );
  expect(local[0]?.detail).toContain('mostly wrong on facts');
  const { markdownDescription, default: standard } =
    manifest.contributes.configuration.properties['wordmill.localModel'];
  for (const { name } of knownWeights) expect(markdownDescription).toContain(`\`${name}\``);
  expect(standard).toBe(knownWeights[0].name);
});

test('what is chosen is marked', () => {
  expect(checked(null)).toEqual(['As Written']);
  expect(checked('mock:echo')).toEqual(['Echo']);
  expect(checked('gguf:smollm3-3b')).toEqual(['smollm3-3b']);
  expect(checked('http://127.0.0.1:8000/v1')).toEqual(['Address…']);
  expect(checked('editor:gpt')).toEqual(['GPT']);
});

test('an address is one that requests can go to, and holds no secret', () => {
  expect(whyNoAddress('http://127.0.0.1:8000/v1')).toBeNull();
  expect(whyNoAddress('127.0.0.1:8000')).toContain('begins with http');
  expect(whyNoAddress('http://')).toContain('not a whole address');
  expect(whyNoAddress('https://me:secret@host/v1')).toContain('password');
});

test('where requests go is said in few words', () => {
  expect(modelsInWords(undefined)).toBeNull();
  expect(modelsInWords({})).toBeNull();
  expect(modelsInWords({ '*': 'mock:echo' })).toBe('mock:echo');
  expect(modelsInWords({ small: 'gguf:smollm2-135m', '*': 'mock:echo' })).toBe('small: gguf:smollm2-135m, mock:echo');
});

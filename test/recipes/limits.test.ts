import { expect, test } from 'vitest';
import { countTokens } from '#language';
import { askRecipe, type Asked, type Treated } from './asking.ts';

function userOf({ messages }: Asked): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? '';
}

/** What stands behind the last label of a prompt. */
function behind(asked: Asked, label: string): string {
  const prompt = userOf(asked);
  return prompt.slice(prompt.lastIndexOf(label) + label.length).trim();
}

function allAsked(treated: readonly Treated[]): readonly Asked[] {
  return treated.flatMap(({ asked }) => asked);
}

test('cosmopedia: an extract is the first 1,000 characters, or all of a shorter page', async () => {
  const { rephrasings } = await askRecipe('cosmopedia');
  for (const { document, asked } of rephrasings.get('blogpost') ?? []) {
    const extract = asked.map((one) => behind(one, 'Extract of a web page: "').slice(0, -1));
    expect(document.text.startsWith(extract[0] ?? '?')).toBe(true);
    expect(extract[0]?.length).toBeLessThanOrEqual(1000);
    if (document.text.length > 1000) expect(extract[0]?.length).toBeGreaterThan(980);
  }
});

test('cosmopedia: about half of the prompts name the topic, each format by its own draw', async () => {
  const { rephrasings } = await askRecipe('cosmopedia');
  const named = [...rephrasings.values()].map((treated) =>
    allAsked(treated).filter((one) => userOf(one).includes('Stay within the field of')),
  );
  const asked = [...rephrasings.values()].flatMap(allAsked).length;
  const share = named.flat().length / asked;
  // Three standard deviations of 72 draws.
  expect(Math.abs(share - 0.5)).toBeLessThan(0.18);
  expect(new Set(named.map(({ length }) => length)).size).toBeGreaterThan(1);
});

test('wrap: no passage has more than 300 tokens, and together they are the page', async () => {
  const { rephrasings } = await askRecipe('wrap');
  for (const { document, asked } of [...rephrasings.values()].flat()) {
    const passages = asked.map((one) => userOf(one).slice(userOf(one).indexOf('\n\n')).trim());
    for (const passage of passages) expect(countTokens(passage)).toBeLessThanOrEqual(300);
    expect(passages.join('').replaceAll(/\s/g, '')).toBe(document.text.replaceAll(/\s/g, ''));
  }
});

test.each([
  ['wikipedia', 512],
  ['diverse_qa', 1000],
  ['distill', 2000],
  ['extract_knowledge', 1400],
  ['knowledge_list', 1000],
])('nemotron-synth: prompt and passage of %s have at most %i tokens', async (family, most) => {
  const { rephrasings } = await askRecipe('nemotron-synth');
  const asked = allAsked(rephrasings.get(family) ?? []);
  const lengths = asked.map(({ messages }) => countTokens(messages.map(({ content }) => content).join('\n')));
  for (const length of lengths) expect(length).toBeLessThanOrEqual(most + 2);
  // The long page fills them.
  expect(Math.max(...lengths)).toBeGreaterThan(most * 0.7);
});

test('nemotron-synth: pages between the tiers are left alone, low ones get one family and high ones five', async () => {
  const { rephrasings } = await askRecipe('nemotron-synth');
  const families = new Map<number, Set<string>>();
  for (const [name, treated] of rephrasings) {
    for (const { document } of treated) {
      const buckets = Object.values(document.fields['buckets'] ?? {}).map(Number);
      const best = Math.max(...buckets);
      families.set(best, (families.get(best) ?? new Set()).add(name));
    }
  }
  expect([...families.keys()].every((bucket) => bucket <= 6 || bucket === 19)).toBe(true);
  expect([...(families.get(6) ?? [])]).toEqual(['wikipedia']);
  expect(families.get(19)?.size).toBe(5);
});

test('nemotron-synth: at most 10 pairs for every 150 tokens of the passage are kept', async () => {
  const { rephrasings } = await askRecipe('nemotron-synth');
  for (const { results, asked } of rephrasings.get('diverse_qa') ?? []) {
    for (const [index, { record }] of results.entries()) {
      const passage = asked[index] === undefined ? '' : behind(asked[index], 'Text:\n');
      const text = String(record?.['text']);
      expect(text.startsWith(passage)).toBe(true);
      const pairs = text.slice(passage.length).match(/^Question:/gm)?.length ?? 0;
      expect(pairs).toBeGreaterThanOrEqual(1);
      expect(pairs).toBeLessThanOrEqual(Math.max(1, Math.floor((10 * countTokens(passage)) / 150)));
    }
  }
});

test('continuation: a request ends every paragraph as the page does', async () => {
  const { rephrasings } = await askRecipe('continuation');
  for (const { document, asked } of rephrasings.get('continuation') ?? []) {
    const paragraphs = document.text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
    const halves = userOf(asked[0] ?? { model: '', messages: [], sampling: null })
      .trim()
      .split('\n\n')
      .slice(1);
    expect(halves.length).toBeGreaterThan(0);
    for (const half of halves) {
      const whole = paragraphs.find((paragraph) => paragraph.endsWith(half));
      expect(whole?.length).toBeGreaterThan(half.length);
    }
  }
});

test('kimi-k2: passages of 256 tokens, each with what was written before it', async () => {
  const { rephrasings } = await askRecipe('kimi-k2');
  for (const { document, results } of rephrasings.get('knowledge') ?? []) {
    const rewriting = (results.find(({ record }) => record !== null)?.steps ?? []).filter(
      ({ name }) => name === 'rewrite',
    );
    let before = '';
    for (const { messages, raw } of rewriting) {
      const asked = { model: '', messages, sampling: null };
      expect(countTokens(behind(asked, '\nPassage:\n'))).toBeLessThanOrEqual(256);
      const prompt = userOf(asked);
      const whole = prompt.slice(prompt.indexOf('Whole text:\n') + 12, prompt.indexOf('\nWritten so far:\n')).trim();
      expect(document.text.startsWith(whole)).toBe(true);
      expect(countTokens(whole)).toBeLessThanOrEqual(4096);
      expect(prompt).toContain(`\nWritten so far:\n${before}\n`);
      // One answer begins with talk, which is taken off before the next passage sees it.
      const made = (raw ?? '').replace(/^Sure! .*\n\n/, '');
      before = before === '' ? made : `${before}\n\n${made}`;
    }
    expect(rewriting.length).toBeGreaterThan(1);
  }
});

test('mga: five rewritings for each page, with five genres and audiences', async () => {
  const { rephrasings } = await askRecipe('mga');
  for (const { document, asked } of rephrasings.get('reformulate') ?? []) {
    const genres = asked.map((one) => /^Genre: .*\nAudience: .*$/m.exec(userOf(one))?.[0]).filter(Boolean);
    expect(new Set(genres).size, document.id).toBe(document.id === 'first-year-of-bees' ? 0 : 5);
  }
});

test('entigraph: different pairs and triples, no more than the caps', async () => {
  const { rephrasings } = await askRecipe('entigraph');
  for (const [name, size, most] of [
    ['pairs', 2, 20],
    ['triples', 3, 10],
  ] as const) {
    for (const { asked } of rephrasings.get(name) ?? []) {
      const combinations = asked.flatMap((one) => /\nEntities: (.*)/.exec(userOf(one))?.[1] ?? []);
      expect(new Set(combinations).size).toBe(combinations.length);
      expect(combinations.length).toBeLessThanOrEqual(most);
      for (const combination of combinations) expect(combination.split('; ')).toHaveLength(size);
    }
  }
});

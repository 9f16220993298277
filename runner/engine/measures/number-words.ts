const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const scales = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 } as const;

const small: ReadonlyMap<string, number> = new Map([
  ...units.map((word, value) => [word, value] as const),
  ...ordinals.map((word, index) => [word, index + 1] as const),
]);
const ty: ReadonlyMap<string, number> = new Map(
  tens.flatMap((word, index) => {
    const value = (index + 2) * 10;
    return [[word, value] as const, [`${word.slice(0, -1)}ieth`, value] as const];
  }),
);
const large: ReadonlyMap<string, number> = new Map(
  Object.entries(scales).flatMap(([word, value]) => [
    [word, value] as const,
    [`${word}s`, value] as const,
    [`${word}th`, value] as const,
  ]),
);

/** Words that say a number without being one. */
const others: ReadonlyMap<string, readonly string[]> = new Map([
  ['half', ['0.5', '50']],
  ['quarter', ['0.25', '25']],
  ['quarters', ['75']],
  ['dozen', ['12']],
  ['once', ['1']],
  ['twice', ['2']],
  ['double', ['2']],
  ['doubled', ['2']],
  ['pair', ['2']],
  ['triple', ['3']],
  ['decade', ['10']],
  ['century', ['100']],
  ['January', ['1']],
  ['February', ['2']],
  ['March', ['3']],
  ['April', ['4']],
  ['May', ['5']],
  ['June', ['6']],
  ['July', ['7']],
  ['August', ['8']],
  ['September', ['9']],
  ['October', ['10']],
  ['November', ['11']],
  ['December', ['12']],
]);

/**
 * Numbers that an English text says in words, as digits: cardinals and ordinals (“one hundred and five”, “twenty-first”,
 * “three million”), halves and quarters, months. Years read in pairs (“nineteen eighty-four”) give both readings.
 */
export function numberWords(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let total = 0;
  let current = 0;
  let last: 'none' | 'small' | 'ten' | 'hundred' | 'scale' = 'none';
  let century = 0;

  const flush = (): void => {
    if (last !== 'none') found.add(String(total + current));
    total = 0;
    current = 0;
    last = 'none';
  };

  for (const [word] of text.matchAll(/[A-Za-z]+|[^A-Za-z\s-]/g)) {
    for (const value of others.get(word) ?? []) found.add(value);
    const lower = word.toLowerCase();
    const unit = small.get(lower);
    const ten = ty.get(lower);
    const scale = large.get(lower);
    if (unit !== undefined) {
      const continues = last === 'hundred' || last === 'scale' || (last === 'ten' && unit > 0 && unit < 10);
      if (!continues) {
        century = last === 'small' ? current * 100 : 0;
        flush();
      }
      current += unit;
      last = 'small';
      if (century > 0) found.add(String(century + current));
    } else if (ten !== undefined) {
      if (last !== 'hundred' && last !== 'scale') {
        century = last === 'small' && current > 10 ? current * 100 : 0;
        flush();
      }
      current += ten;
      last = 'ten';
      if (century > 0) found.add(String(century + current));
    } else if (lower === 'hundred' || lower === 'hundreds' || lower === 'hundredth') {
      current = Math.max(1, current) * 100;
      last = 'hundred';
    } else if (scale !== undefined) {
      total += Math.max(1, current) * scale;
      current = 0;
      last = 'scale';
    } else if (!(lower === 'and' && (last === 'hundred' || last === 'scale'))) {
      flush();
      century = 0;
    }
  }
  flush();
  return found;
}

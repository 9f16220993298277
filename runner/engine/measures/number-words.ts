type NumberWord =
  | { readonly kind: 'unit' | 'ten' | 'scale'; readonly value: number }
  | { readonly kind: 'hundred' }
  | { readonly kind: 'other'; readonly values: readonly string[] };

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';
const scales = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

/** Words that say a number without being one. */
const others = {
  half: ['0.5', '50'],
  quarter: ['0.25', '25'],
  quarters: ['75'],
  dozen: ['12'],
  once: ['1'],
  twice: ['2'],
  double: ['2'],
  doubled: ['2'],
  pair: ['2'],
  triple: ['3'],
  decade: ['10'],
  century: ['100'],
};

/** “May” and “March” are looked for with their capital letter: “may” and “march” are mostly other words. */
const months = 'january february - april - june july august september october november december';
const ambiguousMonths = [
  { word: 'march', month: /\bMarch\b/, value: '3' },
  { word: 'may', month: /\bMay\b/, value: '5' },
] as const;

const numberWord: ReadonlyMap<string, NumberWord> = new Map<string, NumberWord>([
  ...[units, ordinals].flatMap((words) =>
    words.split(' ').map((word, value) => [word, { kind: 'unit', value }] as const),
  ),
  ...tens.split(' ').flatMap((word, index) => {
    const ten = { kind: 'ten', value: (index + 2) * 10 } as const;
    return [[word, ten] as const, [`${word.slice(0, -1)}ieth`, ten] as const];
  }),
  ...['hundred', 'hundreds', 'hundredth'].map((word) => [word, { kind: 'hundred' }] as const),
  ...Object.entries(scales).flatMap(([word, value]) =>
    [word, `${word}s`, `${word}th`].map((form) => [form, { kind: 'scale', value }] as const),
  ),
  ...Object.entries(others).map(([word, values]) => [word, { kind: 'other', values }] as const),
  ...months.split(' ').map((word, index) => [word, { kind: 'other', values: [String(index + 1)] }] as const),
]);

/**
 * Numbers that an English text says in words, as digits: cardinals and ordinals (“one hundred and five”, “twenty-first”,
 * “three million”), halves and quarters, months. Years read in pairs (“nineteen eighty-four”) give both readings.
 *
 * @param words of the text, in lower case; marks between them are not looked at
 */
export function numberWords(words: readonly string[], text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let total = 0;
  let current = 0;
  let last: 'none' | 'unit' | 'ten' | 'hundred' | 'scale' = 'none';
  let century = 0;

  function flush(): void {
    if (last !== 'none') found.add(String(total + current));
    total = 0;
    current = 0;
    last = 'none';
  }

  /** Begins a new number, and keeps the one before it in mind as the first half of a year. */
  function begin(): void {
    century = last === 'unit' && current > 9 ? current * 100 : 0;
    flush();
  }

  function read(word: string): void {
    const meaning = numberWord.get(word);
    switch (meaning?.kind) {
      case 'unit': {
        const follows = last === 'hundred' || last === 'scale';
        if (!follows && !(last === 'ten' && meaning.value > 0 && meaning.value < 10)) begin();
        current += meaning.value;
        last = 'unit';
        break;
      }
      case 'ten':
        if (last !== 'hundred' && last !== 'scale') begin();
        current += meaning.value;
        last = 'ten';
        break;
      case 'hundred':
        current = Math.max(1, current) * 100;
        last = 'hundred';
        break;
      case 'scale':
        total += Math.max(1, current) * meaning.value;
        current = 0;
        last = 'scale';
        break;
      default:
        for (const value of meaning?.values ?? []) found.add(value);
        if (word === 'and' && (last === 'hundred' || last === 'scale')) return;
        flush();
        century = 0;
    }
    if (century > 0) found.add(String(century + current));
  }

  for (const word of words) {
    if (word.includes('-')) for (const part of word.split('-')) read(part);
    else read(word);
    for (const { word: name, month, value } of ambiguousMonths) if (word === name && month.test(text)) found.add(value);
  }
  flush();
  return found;
}

import fc from 'fast-check';

/** Values as people write them, every style of scalar among them. `\t` stands for the indentation of the block. */
const value = fc.constantFrom(
  '1',
  'a b',
  "'it''s'",
  '"a\\tb \\u00e9"',
  '[a, b]',
  '[a,\n\t  b]',
  '{a: 1, "b": [x]}',
  '|\n\t  text {{ text }}\n\n\t    deeper\n\t  end\n',
  '>-\n\t  folded\n\t  lines\n\n\t  end',
  '|+\n\t  kept\n\n\n',
  '"two\n\t  lines \\\n\t  joined"',
  'two\n\t  lines # comment',
  '',
  '~',
  '{{ text }}',
  '!!str 5',
  '\n\t  - a\n\t  - {after: "x"}\n\t  -\n\t    b: 1',
  '\n\t- a\n\t- b',
  '&anchor x',
  '*anchor',
  '# comment',
  '😀 ü',
);

const key = fc.constantFrom('models', 'rephrasings', 'variables', 'seed', 'a', '"b"', "'c d'", 'e-f', 'ü', '12', 'x:y');

const entry = fc.record({ key, value, trail: fc.constantFrom('\n', '\n\n', '\n# comment\n', ' \n', '\n    # deep\n') });

function written(entries: readonly { key: string; value: string; trail: string }[], indent: string): string {
  return entries
    .map(({ key: name, value: text, trail }) => `${indent}${name}: ${text.replaceAll('\t', indent)}${trail}`)
    .join('');
}

const block = fc.oneof(
  { arbitrary: entry.map((one) => written([one], '')), weight: 3 },
  {
    arbitrary: fc
      .record({
        section: fc.constantFrom('models', 'rephrasings', 'variables', 'seed'),
        entries: fc.array(entry, { maxLength: 4 }),
        indent: fc.constantFrom(' ', '  ', '    '),
      })
      .map(({ section, entries, indent }) => `${section}:\n${written(entries, indent)}`),
    weight: 4,
  },
  {
    arbitrary: fc.constantFrom(
      '# comment\n',
      '\n',
      '---\n',
      'half\n',
      '  half\n',
      '\tx: 1\n',
      '<<<<<<< HEAD\n',
      '=======\n',
      '>>>>>>> other\n',
      '"open\n',
      '}\n',
      '- item\n',
      'rephrasings:\n  qa:\n    prompt: |\n      Hello {{ text }}\n    keep: [words > 3]\n    pro\n  two:\n    prompt: {{ text }} x\n',
    ),
    weight: 1,
  },
);

/** Texts that look like strategies, right and wrong ones. */
export const fileText = fc
  .record({
    blocks: fc.array(block, { maxLength: 6 }),
    bom: fc.constantFrom('', '', '', '\uFEFF'),
    crlf: fc.boolean(),
  })
  .map(({ blocks, bom, crlf }) => bom + (crlf ? blocks.join('').replaceAll('\n', '\r\n') : blocks.join('')));

export interface Step {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Edits of a text; places are shares of its length. */
export const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    remove: fc.nat({ max: 12 }),
    insert: fc.oneof(
      fc.constantFrom('', '\n', '  ', 'a: b\n', '"', "'", '{{', '#', ':', '- ', '|', '\t', '---\n', '&x ', '*x'),
      fc.string({ maxLength: 5 }),
    ),
  }),
  { maxLength: 6 },
);

export function edited(text: string, { at, remove, insert }: Step): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + remove);
}

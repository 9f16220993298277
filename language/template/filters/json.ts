import { formatNumber } from '../numbers.ts';
import type { Value } from '../value.ts';
import { isList } from '../values.ts';
import { chargeText, fail, limitText, mostDepth, type Work } from '../work.ts';
import { type PlainFilter, stringType } from './filter.ts';

export const jsonFilters = {
  tojson: {
    signature: 'tojson(indent)',
    documentation:
      "The value as JSON, fields in their order and characters as they are: what a prompt needs, where Jinja’s own sorts the fields and escapes `<`, `>`, `&` and `'` for web pages.",
    example: '{{ {"a": [1, true]} | tojson }}',
    gives: '{"a": [1, true]}',
    input: 'any',
    parameters: [{ name: 'indent', type: 'number' }],
    result: () => stringType,
    apply(input, [indent], work) {
      const width = typeof indent === 'number' ? Math.min(Math.max(0, Math.trunc(indent)), 100) : null;
      return write(input, width, 0, work);
    },
  },
} as const satisfies Record<string, PlainFilter>;

function write(value: Value, indent: number | null, depth: number, work: Work): string {
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth >= mostDepth) return fail(work, `The value nests more than ${mostDepth} levels deep.`);
  let size = 0;
  const counted = (part: string): string => {
    size += part.length + 2 + (indent ?? 0) * (depth + 1);
    limitText(work, size);
    chargeText(work, part.length);
    return part;
  };
  const parts = isList(value)
    ? value.map((item) => counted(write(item, indent, depth + 1, work)))
    : Object.keys(value).map((key) =>
        counted(`${JSON.stringify(key)}: ${write(value[key] ?? null, indent, depth + 1, work)}`),
      );
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (indent === null) return open + parts.join(', ') + close;
  const margin = `\n${' '.repeat(indent * (depth + 1))}`;
  return `${open}${margin}${parts.join(`,${margin}`)}\n${' '.repeat(indent * depth)}${close}`;
}

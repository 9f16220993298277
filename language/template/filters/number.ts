import { roundHalfEven } from '../numbers.ts';
import type { Value } from '../value.ts';
import { asNumber } from '../values.ts';
import { fail } from '../work.ts';
import { type PlainFilter, numberType } from './filter.ts';

const toNumber = (): typeof numberType => numberType;

export const numberFilters = {
  abs: {
    signature: 'abs',
    documentation: 'The number without its sign.',
    example: '{{ -3 | abs }}',
    gives: '3',
    input: 'number',
    parameters: [],
    result: toNumber,
    apply: (input) => Math.abs(asNumber(input) ?? 0),
  },
  round: {
    signature: 'round(precision=0, method="common")',
    documentation:
      'The number rounded to so many decimals; `method` is `common` (halves to the even neighbour), `ceil` or `floor`.',
    example: '{{ 2.718 | round(1) }}',
    gives: '2.7',
    input: 'number',
    parameters: [
      { name: 'precision', type: 'number' },
      { name: 'method', type: 'string' },
    ],
    result: toNumber,
    apply(input, [precision = 0, method = 'common'], work) {
      const value = asNumber(input) ?? 0;
      const decimals = Math.trunc(asNumber(precision) ?? 0);
      if (method === 'common') return roundHalfEven(value, decimals);
      if (method !== 'ceil' && method !== 'floor') {
        return fail(work, 'The method of `round` is `common`, `ceil` or `floor`.');
      }
      const unit = 10 ** decimals;
      const rounded = (method === 'ceil' ? Math.ceil(value * unit) : Math.floor(value * unit)) / unit;
      return Number.isFinite(rounded) ? rounded : value;
    },
  },
  int: {
    signature: 'int(default=0, base=10)',
    documentation: 'The value as a whole number, cut off behind the point; `default` where it is none.',
    example: '{{ "42.9" | int }}',
    gives: '42',
    input: 'any',
    parameters: [
      { name: 'default', type: 'any' },
      { name: 'base', type: 'number' },
    ],
    result: toNumber,
    apply(input, [otherwise = 0, base = 10]) {
      const whole = typeof input === 'string' && base !== 10 ? wholeIn(input, Number(base)) : undefined;
      const value = whole ?? numberOf(input);
      return value === undefined || !Number.isFinite(value) ? otherwise : Math.trunc(value);
    },
  },
  float: {
    signature: 'float(default=0)',
    documentation: 'The value as a number; `default` where it is none.',
    example: '{{ "2.50" | float }}',
    gives: '2.5',
    input: 'any',
    parameters: [{ name: 'default', type: 'any' }],
    result: toNumber,
    apply: (input, [otherwise = 0]) => numberOf(input) ?? otherwise,
  },
} as const satisfies Record<string, PlainFilter>;

/** The number that a value stands for: of text only where all of it is one, by Python's rules. */
function numberOf(value: Value): number | undefined {
  if (typeof value !== 'string') return asNumber(value);
  const text = value.trim();
  if (/^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/.test(text)) {
    return Number(text.replaceAll('_', ''));
  }
  return undefined;
}

const prefixes: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 16: '0x' };

function wholeIn(value: string, base: number): number | undefined {
  const text = value.trim().toLowerCase();
  const negative = text.startsWith('-');
  const unsigned = negative || text.startsWith('+') ? text.slice(1) : text;
  const prefix = prefixes[base];
  const digits = prefix !== undefined && unsigned.startsWith(prefix) ? unsigned.slice(2) : unsigned;
  const valid =
    base >= 2 && base <= 36 && digits !== '' && [...digits].every((digit) => Number.parseInt(digit, base) >= 0);
  if (!valid) return undefined;
  const size = Number.parseInt(digits, base);
  return negative ? -size : size;
}

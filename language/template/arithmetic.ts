import { capitalised } from './compare.ts';
import { formatNumber } from './numbers.ts';
import type { ArithmeticOperator } from './tree.ts';
import type { Value } from './value.ts';
import { asNumber, isList, kindOf } from './values.ts';
import { charge, chargeNewText, fail, type Work } from './work.ts';

/** `a operator b` as Python has it: `+` also joins texts and lists, `*` repeats them, `//` and `%` round down. */
export function calculate(operator: ArithmeticOperator, a: Value, b: Value, work: Work): Value {
  const one = asNumber(a);
  const other = asNumber(b);
  if (one !== undefined && other !== undefined) return checked(operator, one, other, work);
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') {
    chargeNewText(work, a.length + b.length);
    return a + b;
  }
  if (operator === '+' && isList(a) && isList(b)) {
    charge(work, a.length + b.length);
    return [...a, ...b];
  }
  if (operator === '*' && one !== undefined) return repeated(b, one, a, work);
  if (operator === '*' && other !== undefined) return repeated(a, other, b, work);
  const hint =
    operator === '+' && (typeof a === 'string' || typeof b === 'string') ? '; `~` joins anything as text' : '';
  return fail(work, `\`${operator}\` cannot take ${kindOf(a)} and ${kindOf(b)}${hint}.`);
}

function checked(operator: ArithmeticOperator, a: number, b: number, work: Work): number {
  if (b === 0 && (operator === '/' || operator === '//' || operator === '%')) return fail(work, 'This divides by 0.');
  const result = compute(operator, a, b);
  if (Number.isFinite(result)) return result;
  return fail(work, `${formatNumber(a)} ${operator} ${formatNumber(b)} gives no number that can be worked with.`);
}

function compute(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    case '%': {
      const rest = a % b;
      return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
    }
    case '**':
      return a ** b;
  }
}

function repeated(value: Value, count: number, written: Value, work: Work): Value {
  if (!Number.isInteger(count))
    return fail(work, `${capitalised(kindOf(value))} can be repeated a whole number of times only.`);
  const times = Math.max(0, count);
  if (typeof value === 'string') {
    chargeNewText(work, value.length * times);
    return value.repeat(value === '' ? 0 : times);
  }
  if (!isList(value)) return fail(work, `\`*\` cannot take ${kindOf(value)} and ${kindOf(written)}.`);
  charge(work, value.length * times);
  const items: Value[] = [];
  if (value.length > 0) for (let round = 0; round < times; round++) for (const item of value) items.push(item);
  return items;
}

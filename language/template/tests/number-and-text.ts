import { calculate } from '../arithmetic.ts';
import type { TestSpec } from '../filters/filter.ts';
import { asNumber, textOf } from '../values.ts';
import { chargeText } from '../work.ts';

/** Tests of numbers and of text. */
export const numberAndTextTests = {
  odd: {
    signature: 'is odd',
    documentation: 'Holds for odd numbers.',
    example: '{{ 3 is odd }}',
    gives: 'True',
    input: 'number',
    parameters: [],
    holds: (value, _given, work) => calculate('%', value, 2, work) === 1,
  },
  even: {
    signature: 'is even',
    documentation: 'Holds for even numbers.',
    example: '{{ 3 is even }}',
    gives: 'False',
    input: 'number',
    parameters: [],
    holds: (value, _given, work) => calculate('%', value, 2, work) === 0,
  },
  divisibleby: {
    signature: 'is divisibleby(number)',
    documentation: 'Holds where the number can be divided without a rest.',
    example: '{{ 9 is divisibleby 3 }}',
    gives: 'True',
    input: 'number',
    parameters: [{ name: 'num', type: 'number', required: true }],
    holds: (value, [by = 1], work) => asNumber(calculate('%', value, by, work)) === 0,
  },
  upper: {
    signature: 'is upper',
    documentation: 'Holds for text that has letters, all of them in upper case.',
    example: '{{ "NATO" is upper }}',
    gives: 'True',
    input: 'any',
    parameters: [],
    holds(value, _given, work) {
      const text = textOf(value, work);
      chargeText(work, text.length);
      return /[\p{Lu}\p{Lt}]/u.test(text) && !/[\p{Ll}\p{Lt}]/u.test(text);
    },
  },
  lower: {
    signature: 'is lower',
    documentation: 'Holds for text that has letters, all of them in lower case.',
    example: '{{ "word" is lower }}',
    gives: 'True',
    input: 'any',
    parameters: [],
    holds(value, _given, work) {
      const text = textOf(value, work);
      chargeText(work, text.length);
      return /\p{Ll}/u.test(text) && !/[\p{Lu}\p{Lt}]/u.test(text);
    },
  },
  startingwith: {
    signature: 'is startingwith(beginning)',
    documentation: 'Holds for text that begins so. Not in Jinja.',
    example: '{{ "word" is startingwith "wo" }}',
    gives: 'True',
    input: 'string',
    parameters: [{ name: 'beginning', type: 'string', required: true }],
    holds(value, [beginning = ''], work) {
      const wanted = textOf(beginning, work);
      chargeText(work, wanted.length);
      return textOf(value, work).startsWith(wanted);
    },
  },
  endingwith: {
    signature: 'is endingwith(end)',
    documentation: 'Holds for text that ends so. Not in Jinja.',
    example: '{{ "word" is endingwith "rd" }}',
    gives: 'True',
    input: 'string',
    parameters: [{ name: 'end', type: 'string', required: true }],
    holds(value, [end = ''], work) {
      const wanted = textOf(end, work);
      chargeText(work, wanted.length);
      return textOf(value, work).endsWith(wanted);
    },
  },
} as const satisfies Record<string, TestSpec>;

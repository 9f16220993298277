import type { Plan } from '#engine';

/** What is asked of a model. */
export interface Amounts {
  readonly requests: number;
  /** Tokens of prompts, and of answers. */
  readonly input: number;
  readonly output: number;
}

export const nothing: Amounts = { requests: 0, input: 0, output: 0 };

export const quantities = ['requests', 'input', 'output'] as const;

export function added(left: Amounts, right: Amounts): Amounts {
  return {
    requests: left.requests + right.requests,
    input: left.input + right.input,
    output: left.output + right.output,
  };
}

export function scaled({ requests, input, output }: Amounts, factor: number): Amounts {
  return { requests: requests * factor, input: input * factor, output: output * factor };
}

/** What one rephrasing asks of one model: the lines that an estimate is added up from. */
export interface Line {
  readonly rephrasing: string;
  readonly model: string;
}

export function linesOf({ rephrasings }: Pick<Plan, 'rephrasings'>): readonly Line[] {
  return rephrasings.flatMap(({ rephrasing, steps }) =>
    [...new Set(steps.map(({ step }) => step.model))].map((model) => ({ rephrasing: rephrasing.name, model })),
  );
}

import type { Span } from '../span.ts';
import type { Scope, Value } from './value.ts';

/** What one rendering or evaluation has at hand and has used up. */
export interface Work {
  readonly scope: Scope;
  /** Names that the template defines, by slot. */
  readonly slots: (Value | undefined)[];
  /** Loops around the place that is being rendered, outermost first. */
  readonly loops: LoopState[];
  /** Steps taken: rounds of loops, items and characters that filters went through. */
  steps: number;
  /** Code units rendered. */
  written: number;
  /** Where in the source the operation stands that is going on: errors say so. */
  at: Span;
}

/** Where a loop stands. */
export interface LoopState {
  readonly items: readonly Value[];
  index: number;
  /** What `loop.changed` saw last, by its place in the source. */
  readonly seen: Map<number, Value>;
}

/** Steps that one rendering may take. */
export const mostSteps = 1_000_000;
/** Code units that one text may have, rendered or made on the way. */
export const mostText = 8_388_608;
/** How many levels deep a value may nest where it is printed or compared. */
export const mostDepth = 100;
/** Code units that count as one step of work on text. */
const textPerStep = 256;

/** Ends a rendering or an evaluation; caught at its border and handed out as a value. */
export class TemplateFailure extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

export function fail(work: Work, message: string): never {
  throw new TemplateFailure(message, work.at);
}

/** Takes steps off the budget, so that no template runs for long. */
export function charge(work: Work, steps: number): void {
  work.steps += steps;
  if (work.steps > mostSteps) {
    fail(work, `This takes more than ${mostSteps.toLocaleString('en')} steps.`);
  }
}

/** Takes the steps of going through a text once. */
export function chargeText(work: Work, length: number): void {
  charge(work, 1 + Math.floor(length / textPerStep));
}

/** Refuses a text before it is made where it would be too long, and takes its steps. */
export function chargeNewText(work: Work, length: number): void {
  limitText(work, length);
  chargeText(work, length);
}

export function limitText(work: Work, length: number): void {
  if (length > mostText) fail(work, `The text would be longer than ${mostText.toLocaleString('en')} characters.`);
}

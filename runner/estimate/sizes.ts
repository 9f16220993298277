import { countTokens, openWork, passagesOf, type Piece, type Plan, planDocument, type SeedDocument } from '#engine';
import { type Line, linesOf, quantities } from './amounts.ts';
import { type Guess, guessed, noGuess, sumOfGuesses } from './guess.ts';

/** A piece of work, and how large it is before anything was asked. */
export interface SizedPiece {
  readonly piece: Piece;
  /** Passages that it asks about; with none nothing is asked. */
  readonly passages: number;
  /** Estimated tokens of the first requests of all its passages. */
  readonly prompt: number;
  /** What it asks of each model, where no model is asked, by the model’s name. */
  readonly guesses: ReadonlyMap<string, Guess>;
}

/** What is counted of rows and documents, by its place in the sums of a block. */
export interface Columns {
  readonly width: number;
  readonly lines: readonly Line[];
  /** Of a rephrasing. */
  pieces(rephrasing: string): number;
  passages(rephrasing: string): number;
  prompt(rephrasing: string): number;
  /** Of a line; the three quantities follow each other. */
  guess(line: number, level: keyof Guess): number;
}

export const columnOf = { rows: 0, documents: 1 } as const;

const levels = ['low', 'likely', 'high'] as const;

export function columnsOf(plan: Plan): Columns {
  const lines = linesOf(plan);
  const names = plan.rephrasings.map(({ rephrasing }) => rephrasing.name);
  const place = (name: string): number => 2 + 3 * names.indexOf(name);
  const guesses = 2 + 3 * names.length;
  const perLine = levels.length * quantities.length;
  return {
    lines,
    width: guesses + perLine * lines.length,
    pieces: (name) => place(name),
    passages: (name) => place(name) + 1,
    prompt: (name) => place(name) + 2,
    guess: (line, level) => guesses + perLine * line + quantities.length * levels.indexOf(level),
  };
}

/** The pieces of a document with their sizes; null where `seeds.keep` leaves it out. */
export function sizeDocument(plan: Plan, document: SeedDocument): readonly SizedPiece[] | null {
  const planned = planDocument(plan, document);
  return planned.kind === 'skipped' ? null : planned.pieces.map((piece) => sizePiece(plan, piece));
}

/** Counts a document, with its pieces, into the sums of its block. */
export function countDocument(sums: Float64Array, columns: Columns, pieces: readonly SizedPiece[]): void {
  const add = (at: number, value: number): void => void (sums[at] = (sums[at] ?? 0) + value);
  add(columnOf.documents, 1);
  for (const { piece, passages, prompt, guesses } of pieces) {
    const { rephrasing } = piece.identity;
    add(columns.pieces(rephrasing), 1);
    add(columns.passages(rephrasing), passages);
    add(columns.prompt(rephrasing), prompt);
    for (const [index, line] of columns.lines.entries()) {
      const guess = line.rephrasing === rephrasing ? guesses.get(line.model) : undefined;
      if (guess === undefined) continue;
      for (const level of levels) {
        for (const [offset, quantity] of quantities.entries())
          add(columns.guess(index, level) + offset, guess[level][quantity]);
      }
    }
  }
}

/** Nothing is known before. */
const noneKnown = { finished: new Set<string>(), steps: new Map<string, never>(), complete: () => false };

function sizePiece(plan: Plan, piece: Piece): SizedPiece {
  const circumstances = { plan, label: (model: string) => model, now: () => '' };
  const prompts: number[] = [];
  for (const event of openWork(piece, circumstances, noneKnown).begin()) {
    const messages = event.kind === 'ask' ? event.ask.request()?.messages : undefined;
    if (messages !== undefined) prompts.push(messages.reduce((sum, { content }) => sum + countTokens(content), 0));
  }
  const passages = passagesOf(piece, plan.strategy);
  const mean = prompts.reduce((sum, tokens) => sum + tokens, 0) / Math.max(1, prompts.length);
  const models = [...new Set(piece.planned.steps.map(({ step }) => step.model))];
  const sized = passages.map(({ text }, index) => ({ text: countTokens(text), prompt: prompts[index] ?? mean }));
  return {
    piece,
    passages: passages.length,
    prompt: sized.reduce((sum, { prompt }) => sum + prompt, 0),
    guesses: new Map(
      models.map((model) => [
        model,
        sized.map((passage) => guessed(piece.planned, model, passage)).reduce(sumOfGuesses, noGuess),
      ]),
    ),
  };
}

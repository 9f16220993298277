import { longestTabled, usualCost, type WordCosts, type WordPlace } from './token-costs.ts';

/** Kinds of characters. */
export const kinds = {
  /** Behind the end of the text. */
  nothing: 0,
  lineEnd: 1,
  blank: 2,
  digit: 3,
  mark: 4,
  /** From here on they are letters. */
  small: 5,
  capital: 6,
  foreign: 7,
} as const;

type Kind = keyof typeof kinds;

/** Names of all states while the table is made, which is when this file is loaded. */
const states = new Map<string, number>();

/** The number of a state: eight places of the table, one for each kind. */
function state(name: string): number {
  const known = states.get(name) ?? states.size * 8;
  states.set(name, known);
  return known;
}

/** Nothing before goes along with what comes. Here a text begins. */
export const bare = state('bare');
/** Behind marks: line ends are part of them. */
export const behindMarks = state('behind marks');
/** Line ends, and blanks behind them that further line ends may take in. */
const lines = state('lines');
const lineBlank = state('blank behind line ends');
const lineBlanks = state('blanks behind line ends');
const oneBlank = state('blank');
const manyBlanks = state('blanks');
const digits = [state('digit'), state('two digits'), state('three digits')] as const;
/** A mark that goes along with letters behind it, and one that a blank has taken along. */
const mark = state('mark');
const spacedMark = state('spaced mark');

const firstWord = states.size * 8;

/** All lengths beyond the tables are one state, since each letter costs the same. */
function word(place: WordPlace, letters: keyof WordCosts, length: number): number {
  return state(`word ${place} ${letters} ${Math.min(length, longestTabled + 1)}`);
}

const places = ['spaced', 'bare', 'marked'] as const;
const letterCases = ['small', 'capital'] as const;
for (const place of places) {
  for (const letters of letterCases) {
    for (let length = 1; length <= longestTabled + 1; length++) word(place, letters, length);
  }
}

/** From here on something has to be done by hand. */
export const special = states.size * 8;
/** The text is at its end. */
export const end = state('end');
/** The last two characters begin a run of marks. */
export const marks = state('marks');
/** The last character makes the word that it is in an unusual one. */
export const unusual = state('unusual');

/** An entry of the table: the next state above, and what the step costs, which may be negative, below. */
const stateShift = 10;
const costMask = (1 << stateShift) - 1;
const costBias = 256;

/** By state and kind of the next character. */
export const steps = new Int32Array(special);

export function nextState(step: number): number {
  return step >>> stateShift;
}

export function costOf(step: number): number {
  return (step & costMask) - costBias;
}

function set(from: number, kind: Kind, to: number, cost: number): void {
  steps[from + kinds[kind]] = (to << stateShift) | (cost + costBias);
}

/**
 * What follows a state in which a piece is at its end.
 * @param cost of the piece, as far as it is not counted yet
 * @param place what the state is for a word that comes now
 */
function boundary(from: number, cost: number, place: WordPlace): void {
  set(from, 'nothing', end, cost);
  set(from, 'lineEnd', lines, cost + 100);
  set(from, 'blank', oneBlank, cost);
  set(from, 'digit', digits[0], cost + 100);
  set(from, 'mark', mark, cost);
  set(from, 'foreign', unusual, cost);
  for (const letters of letterCases) set(from, letters, word(place, letters, 1), cost + usualCost(place, letters, 1));
}

boundary(bare, 0, 'bare');
boundary(behindMarks, 0, 'bare');
set(behindMarks, 'lineEnd', behindMarks, 0);
boundary(lines, 0, 'bare');
set(lines, 'lineEnd', lines, 0);
set(lines, 'blank', lineBlank, 0);

// All blanks but the last are a piece, and the last goes along with a word or with marks; before a line end none costs anything.
for (const [from, more, cost, lineCost] of [
  [oneBlank, manyBlanks, 0, 100],
  [manyBlanks, manyBlanks, 100, 100],
  [lineBlank, lineBlanks, 0, 0],
  [lineBlanks, lineBlanks, 100, 0],
] as const) {
  boundary(from, cost, 'spaced');
  set(from, 'blank', more, 0);
  set(from, 'lineEnd', lines, lineCost);
  set(from, 'digit', digits[0], cost + 200);
  set(from, 'mark', spacedMark, cost);
}

// Digits go in threes.
for (const from of digits) boundary(from, 0, 'bare');
set(digits[0], 'digit', digits[1], 0);
set(digits[1], 'digit', digits[2], 0);

boundary(mark, 100, 'marked');
boundary(spacedMark, 100, 'bare');
for (const from of [mark, spacedMark]) {
  set(from, 'mark', marks, 0);
  set(from, 'lineEnd', behindMarks, 100);
}
for (const letters of letterCases) set(mark, letters, word('marked', letters, 1), usualCost('marked', letters, 1));
set(mark, 'foreign', unusual, 0);

for (const place of places) {
  for (const letters of letterCases) {
    for (let length = 1; length <= longestTabled + 1; length++) {
      const from = word(place, letters, length);
      boundary(from, 0, 'bare');
      const further = usualCost(place, letters, length + 1) - usualCost(place, letters, length);
      set(from, 'small', word(place, letters, length + 1), further);
      set(from, 'capital', unusual, 0);
      set(from, 'foreign', unusual, 0);
    }
  }
}

const perCase = longestTabled + 1;

/** What the letters of a word have cost so far; 0 where the state is none of a word. */
export function countedOfWord(from: number, length: number): number {
  if (from < firstWord) return 0;
  const number = Math.floor((from - firstWord) / 8 / perCase);
  const place = places[Math.floor(number / letterCases.length)] ?? 'bare';
  return usualCost(place, letterCases[number % letterCases.length] ?? 'small', length);
}

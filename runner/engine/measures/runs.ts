import { createEdges } from './run-edges.ts';

/** Every run of words that a text holds, in linear space. */
export interface Runs {
  /** The state behind the empty run. */
  readonly start: number;
  /** The state behind the run one word longer, or undefined where the text does not hold that run. */
  step(state: number, word: number): number | undefined;
  /** The state of the longest proper ending of the run that has a state of its own, and undefined of the empty run. */
  shorten(state: number): number | undefined;
  /** Words in the longest run that leads to the state. */
  length(state: number): number;
  /** Behind which word of the text the runs that lead to the state end for the first time. */
  end(state: number): number;
}

/**
 * The suffix automaton of a text (Blumer et al. 1985, “The smallest automaton recognizing the subwords of a text”):
 * at most two states per word, built in one pass.
 */
export function runsOf(words: Int32Array): Runs {
  const states = 2 * words.length + 1;
  const edges = createEdges(states, 3 * words.length);
  const lengths = new Int32Array(states);
  const links = new Int32Array(states).fill(-1);
  const ends = new Int32Array(states);
  let count = 1;
  let last = 0;

  function add(length: number, end: number, link: number): number {
    lengths[count] = length;
    ends[count] = end;
    links[count] = link;
    return count++;
  }

  function redirect(from: number, word: number, old: number | undefined, to: number): number {
    let state = from;
    while (state !== -1 && edges.get(state, word) === old) {
      edges.set(state, word, to);
      state = links[state] ?? -1;
    }
    return state;
  }

  for (const word of words) {
    const place = (lengths[last] ?? 0) + 1;
    const current = add(place, place, 0);
    const state = redirect(last, word, undefined, current);
    const target = state === -1 ? undefined : edges.get(state, word);
    if (target !== undefined) {
      const length = (lengths[state] ?? 0) + 1;
      if (lengths[target] === length) links[current] = target;
      else {
        const clone = add(length, ends[target] ?? 0, links[target] ?? 0);
        edges.copy(target, clone);
        redirect(state, word, target, clone);
        links[target] = clone;
        links[current] = clone;
      }
    }
    last = current;
  }

  return {
    start: 0,
    step: edges.get,
    shorten: (state) => (state === 0 ? undefined : links[state]),
    length: (state) => lengths[state] ?? 0,
    end: (state) => ends[state] ?? 0,
  };
}

/** What the runs' text holds in a row of the words that end at each place in `words`, that one included. */
export interface Matches {
  /** How many words. */
  readonly lengths: Int32Array;
  /** Behind which word of the runs' text they end there. */
  readonly ends: Int32Array;
}

export function matchesOf(runs: Runs, words: Int32Array): Matches {
  const lengths = new Int32Array(words.length);
  const ends = new Int32Array(words.length);
  let state = runs.start;
  let length = 0;
  for (const [index, word] of words.entries()) {
    let next = runs.step(state, word);
    while (next === undefined) {
      const shorter = runs.shorten(state);
      if (shorter === undefined) break;
      state = shorter;
      length = runs.length(state);
      next = runs.step(state, word);
    }
    if (next === undefined) length = 0;
    else {
      state = next;
      length++;
    }
    lengths[index] = length;
    ends[index] = runs.end(state);
  }
  return { lengths, ends };
}

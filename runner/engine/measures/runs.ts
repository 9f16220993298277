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
}

/**
 * The suffix automaton of a text (Blumer et al. 1985, “The smallest automaton recognizing the subwords of a text”):
 * at most two states per word, built in one pass.
 */
export function runsOf(words: Int32Array): Runs {
  const edges: Map<number, number>[] = [new Map()];
  const lengths: number[] = [0];
  const links: number[] = [-1];
  let last = 0;

  function add(length: number, link: number, outgoing: Map<number, number>): number {
    lengths.push(length);
    links.push(link);
    return edges.push(outgoing) - 1;
  }

  function redirect(from: number, word: number, old: number | undefined, to: number): number {
    let state = from;
    while (state !== -1 && edges[state]?.get(word) === old) {
      edges[state]?.set(word, to);
      state = links[state] ?? -1;
    }
    return state;
  }

  for (const word of words) {
    const current = add((lengths[last] ?? 0) + 1, 0, new Map());
    const state = redirect(last, word, undefined, current);
    const target = edges[state]?.get(word);
    if (target !== undefined) {
      const length = (lengths[state] ?? 0) + 1;
      if (lengths[target] === length) links[current] = target;
      else {
        const clone = add(length, links[target] ?? 0, new Map(edges[target]));
        redirect(state, word, target, clone);
        links[target] = clone;
        links[current] = clone;
      }
    }
    last = current;
  }

  return {
    start: 0,
    step: (state, word) => edges[state]?.get(word),
    shorten: (state) => (state === 0 ? undefined : links[state]),
    length: (state) => lengths[state] ?? 0,
  };
}

/** For every place in `words`: how many words that end there, that one included, the runs' text holds in a row. */
export function matchLengths(runs: Runs, words: Int32Array): Int32Array {
  const found = new Int32Array(words.length);
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
    found[index] = length;
  }
  return found;
}

/** Ways from one state to the next by a word. */
interface Edges {
  get(state: number, word: number): number | undefined;
  set(state: number, word: number, to: number): void;
  /** Gives a state that has none yet the ways of another. */
  copy(from: number, to: number): void;
}

/**
 * Flat arrays, since a `Map` for each of thousands of states costs more than all else: open addressing, in which the ways of one
 * state are a list through the slots. Places are held plus one, 0 is none.
 *
 * @param most ways that there can be
 */
export function createEdges(states: number, most: number): Edges {
  const capacity = 2 ** Math.ceil(Math.log2(most * 1.5 + 2));
  const from = new Int32Array(capacity);
  const words = new Int32Array(capacity);
  const targets = new Int32Array(capacity);
  const next = new Int32Array(capacity);
  const first = new Int32Array(states);

  /** The slot of the way, or the free one where it belongs. */
  function find(state: number, word: number): number {
    const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & (capacity - 1);
    while (from[slot] !== 0 && (from[slot] !== state + 1 || words[slot] !== word)) slot = (slot + 1) & (capacity - 1);
    return slot;
  }

  function set(state: number, word: number, to: number): void {
    const slot = find(state, word);
    targets[slot] = to;
    if (from[slot] !== 0) return;
    from[slot] = state + 1;
    words[slot] = word;
    next[slot] = first[state] ?? 0;
    first[state] = slot + 1;
  }

  return {
    get(state, word) {
      const slot = find(state, word);
      return from[slot] === 0 ? undefined : targets[slot];
    },
    set,
    copy(source, to) {
      for (let place = first[source] ?? 0; place !== 0; place = next[place - 1] ?? 0) {
        set(to, words[place - 1] ?? 0, targets[place - 1] ?? 0);
      }
    },
  };
}

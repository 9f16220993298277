/** `1 row`, `1,204 rows`. */
export function counted(number: number, thing: string): string {
  return `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`;
}

/** A share from 0 to 1: `7.5 %`. */
export function percent(share: number): string {
  return `${Math.round(1000 * share) / 10} %`;
}

/** Rows of a key's files that are no documents: all are counted, and the first is told. */
export function badRows(key: string): {
  readonly add: (message: string) => void;
  readonly notes: () => readonly string[];
} {
  let count = 0;
  let first = '';
  return {
    add(message) {
      if (count++ === 0) first = message;
    },
    notes: () => (count === 0 ? [] : [`${counted(count, 'row')} of ${key} could not be read; the first: ${first}`]),
  };
}

/** A few values by their keys; the one that was not asked for the longest goes when there are too many. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  readonly size: number;
}

/** @param most values that are kept */
export function createRecent<Value>(most: number): Recent<Value> {
  // In the order of their last use.
  const values = new Map<string, Value>();
  const put = (key: string, value: Value): void => {
    values.delete(key);
    values.set(key, value);
    for (const oldest of values.keys()) {
      if (values.size <= most) break;
      values.delete(oldest);
    }
  };
  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: put,
    delete: (key) => void values.delete(key),
    get size() {
      return values.size;
    },
  };
}

/** A promise by its key, made where there is none; one that fails is forgotten, so that it is tried afresh. */
export function remembered<Value>(
  recent: Recent<Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = recent.get(key);
  if (known !== undefined) return known;
  const made = make();
  recent.set(key, made);
  made.catch(() => recent.get(key) === made && recent.delete(key));
  return made;
}

/** Names with what is known of them, laid over those of the scope around: reading looks through, setting stays on top. */
export interface Layer<T> {
  readonly get: (name: string) => T | undefined;
  readonly set: (name: string, value: T) => void;
  /** Names that were set on this layer itself. */
  readonly own: ReadonlyMap<string, T>;
}

export function layerOver<T>(below?: Layer<T>): Layer<T> {
  const own = new Map<string, T>();
  return {
    own,
    get: (name) => own.get(name) ?? below?.get(name),
    set(name, value) {
      own.set(name, value);
    },
  };
}

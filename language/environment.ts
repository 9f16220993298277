export type Expanded =
  | { readonly ok: true; readonly value: string }
  /** Names that are not set and have no default, each once. */
  | { readonly ok: false; readonly missing: readonly string[] };

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Replaces `${NAME}` and `${NAME:-default}` by what `get` knows of NAME. As in a shell, an empty value counts as absent
 * where there is a default. What is put in is not looked at again.
 */
export function expandEnvironment(text: string, get: (name: string) => string | undefined): Expanded {
  const missing = new Set<string>();
  const value = text.replace(reference, (_whole, name: string, fallback: string | undefined) => {
    const found = get(name);
    if (fallback !== undefined) return found === undefined || found === '' ? fallback : found;
    if (found === undefined) missing.add(name);
    return found ?? '';
  });
  return missing.size === 0 ? { ok: true, value } : { ok: false, missing: [...missing] };
}

/** Names of the environment that a text refers to, each once, in order, with or without a default. */
export function environmentNames(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(reference), ([, name]) => name ?? ''))];
}

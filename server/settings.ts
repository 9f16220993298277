/** What a user can ask of the server. */
export interface Settings {
  /** Whether notes are given on what studies say of what stands in a strategy. */
  readonly evidence: boolean;
}

export const defaultSettings: Settings = { evidence: true };

/** Reads settings, which may be anything, since editors pass on what people write. */
export function readSettings(value: unknown): Settings {
  return { evidence: booleanIn(value, 'evidence') ?? defaultSettings.evidence };
}

/** Those of this server among the settings of an editor: editors send them under the server's name, or alone. */
export function settingsOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('wordmill' in value)) return value;
  return value.wordmill;
}

function booleanIn(value: unknown, key: string): boolean | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  // The object has the key as its own.
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'boolean' ? found : undefined;
}

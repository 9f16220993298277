/** The sentence of an error that came over JSON-RPC, without the words that the library puts before it. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Request \S+ failed with message: /, '');
}

/** The last lines that a process wrote, as one sentence; empty where it wrote nothing. */
export function lastWords(output: string, lines = 3): string {
  const written = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return written.slice(-lines).join(' ');
}

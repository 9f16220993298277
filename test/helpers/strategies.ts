/** The blocks of a small strategy without problems. */
const blocks: Readonly<Record<string, string>> = {
  version: 'version: 1',
  strategy: 'strategy: example',
  seeds: 'seeds:\n  from: documents',
  models: 'models:\n  rephraser: {mock: echo}',
  rephrasings: 'rephrasings:\n  qa:\n    prompt: "{{ text }}"',
};

/** Top-level blocks with what they lack to be a whole strategy behind them; one in braces is whole already. */
export function completed(fragment: string): string {
  if (fragment.startsWith('{')) return fragment;
  const present = new Set(Array.from(fragment.matchAll(/^«?([a-z]+)»?:/gm), ([, key]) => key));
  const others = Object.entries(blocks).flatMap(([key, block]) => (present.has(key) ? [] : [block]));
  return `${fragment.replace(/\n?$/, '\n')}${others.join('\n')}\n`;
}

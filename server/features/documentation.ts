import type { KeySpec, ScopeName, ValueType, WordSpec } from '#language';
import { typeInWords } from './type-in-words.ts';
import type { Reference } from './view.ts';

/** What hover and completion say about a key, as Markdown. */
export function documentationOfKey({ key, spec, required, default: usual, documentation, example }: KeySpec): string {
  const facts = [
    required === true ? 'Needed.' : '',
    usual === undefined ? '' : `Without it: ${usual}${/[.…]$/.test(usual) ? '' : '.'}`,
  ].filter((fact) => fact !== '');
  return paragraphs([`**${key}**: ${typeInWords(spec)}`, documentation, facts.join(' '), yaml(example)]);
}

/** Where to read what studies found about a key, as Markdown; empty where none is known, or there are no such pages. */
export function studiesInWords({ evidence = [] }: KeySpec, reference: Reference | undefined): string {
  if (reference === undefined || evidence.length === 0) return '';
  const links = evidence.map(
    (code) => `[${code.replace('evidence-', '').replaceAll('-', ' ')}](${reference.evidence}#${code})`,
  );
  return `What studies found: ${links.join(', ')}.`;
}

/** What hover and completion say about a filter, a test, a function or a statement, as Markdown. */
export function documentationOfWord({ signature, documentation, example, gives }: WordSpec): string {
  return paragraphs([
    `\`${signature}\``,
    documentation,
    `${inlineCode(example)} gives ${gives === '' ? 'nothing' : inlineCode(gives)}`,
  ]);
}

/** What hover and completion say about a name of a template's or an expression's scope, as Markdown. */
export function documentationOfScopeName({ name, type, documentation }: ScopeName): string {
  return paragraphs([`**${name}**: ${valueTypeInWords(type)}`, documentation]);
}

export function valueTypeInWords(type: ValueType): string {
  switch (type.kind) {
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'nothing';
    case 'any':
      return 'any value';
    case 'list':
      return 'a list';
    case 'map':
      return 'fields';
  }
}

/** Paragraphs of Markdown; empty ones are left out. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

export function yaml(source: string): string {
  return source === '' ? '' : ['```yaml', source.trimEnd(), '```'].join('\n');
}

/** Code within a line, whatever backticks and line breaks it holds. */
export function inlineCode(code: string): string {
  const shown = code.replaceAll('\n', '⏎');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown}\``;
}

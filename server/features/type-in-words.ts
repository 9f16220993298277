import { nouns, type NumberSpec, type Spec } from '#language';

/** What may stand behind a key, in a few words: "a number from 0 to 2", "a template". */
export function typeInWords(spec: Spec): string {
  switch (spec.kind) {
    case 'string':
      return spec.pattern === undefined ? 'text' : `text of ${spec.pattern.words}`;
    case 'number':
      return numberInWords(spec);
    case 'boolean':
      return '`true` or `false`';
    case 'enum':
      return alternatives(spec.values.map(({ value }) => `\`${value}\``));
    case 'template':
      return 'a template';
    case 'expression':
      return 'an expression';
    case 'path':
      return spec.glob ? 'a path, a pattern or a folder' : 'a path';
    case 'reference':
      return `the name of a ${nouns[spec.to]}`;
    case 'secret':
      return 'a `${NAME}` reference to the environment';
    case 'regex':
      return 'a regular expression';
    case 'literal':
      return 'text, a number, `true` or `false`';
    case 'map':
      return spec.noun;
    case 'entries':
      return `${nouns[spec.defines]}s by their names`;
    case 'list':
      return `a list of: ${typeInWords(spec.of)}`;
    case 'one-or-list':
      return `${typeInWords(spec.of)}, or a list of them`;
    case 'weights':
      return 'a map from values to weights';
    case 'shares':
      return 'a map from names to shares (`20%`)';
    case 'by-shape':
      return alternatives([spec.scalar, spec.list, spec.map].flatMap((one) => (one ? [typeInWords(one)] : [])));
    case 'or-not-published':
      return `${typeInWords(spec.of)}, or \`not published\``;
  }
}

function numberInWords({ integer, min, max, above, suffixes, word }: NumberSpec): string {
  const endings = Object.keys(suffixes ?? {});
  const withEndings = endings.length === 0 ? '' : ` (with ${alternatives(endings.map((ending) => `\`${ending}\``))})`;
  const noun = `${integer ? 'a whole number' : 'a number'}${withEndings}`;
  const from = Number.isFinite(min) ? ` ${above === true ? 'above' : 'from'} ${min}` : '';
  const to = Number.isFinite(max)
    ? ` ${from === '' ? 'up ' : ''}to ${max}`
    : from === '' || above === true
      ? ''
      : ' up';
  return `${noun}${from}${to}${word ? `, or \`${word.value}\`` : ''}`;
}

function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

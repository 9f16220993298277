import { asked } from '../checks/words.ts';
import { allKeys, type EnumValue, type KeySpec, type MapSpec, type Spec } from '../schema/spec.ts';
import { strategySpec } from '../schema/strategy.ts';
import { measureTable } from '../measures.ts';

/** docs/language.md: every key of a strategy and every measure. */
export function languageReference(): string {
  return [
    '<!-- Generated from language/schema/: do not edit. -->',
    '# The strategy language',
    'A strategy is a YAML 1.2 file, `NAME.strategy.yaml`. Strings that hold `{{ }}` or `{% %}` are Jinja templates; what stands under `keep` and `when` are Jinja expressions. Paths are relative to the file that they stand in. `${NAME}` and `${NAME:-default}` in addresses are taken from the environment.',
    ...strategySpec.keys.flatMap((key) => keySection(key, 2, [])),
    ...measureSection(),
  ]
    .join('\n\n')
    .concat('\n');
}

function keySection(key: KeySpec, level: number, path: readonly string[]): readonly string[] {
  const name = [...path, key.key].join('.');
  const facts = [
    sentence(asked(key.spec)),
    key.required === true
      ? key.unless === undefined
        ? 'Needed.'
        : `Needed, unless ${key.unless}.`
      : key.default === undefined
        ? 'Optional.'
        : `Default: ${key.default}.`,
    `Since ${key.since}.`,
  ];
  return [
    `${'#'.repeat(Math.min(level, 6))} \`${name}\``,
    key.documentation,
    `*${facts.join(' ')}*`,
    ...valueList(key.spec),
    `\`\`\`yaml\n${key.example}\n\`\`\``,
    ...studies(key),
    ...inner(key.spec, level + 1, [...path, key.key]),
  ];
}

function studies({ evidence = [] }: KeySpec): readonly string[] {
  if (evidence.length === 0) return [];
  return [`What studies found: ${evidence.map((code) => `[${code}](evidence.md#${code})`).join(', ')}.`];
}

/** The keys below a key. Sampling is described where it first stands. */
function inner(spec: Spec, level: number, path: readonly string[]): readonly string[] {
  const map = mapIn(spec);
  if (map === undefined) return [];
  if (map.noun === 'sampling' && path[0] !== 'models') return ['Its keys are those of `models.NAME.sampling`.'];
  if (map.noun === 'a cleaning step' && path[0] !== 'defaults') return ['Its steps are those of `defaults.clean`.'];
  const entries = spec.kind === 'entries' ? ['NAME'] : [];
  return [
    ...(map.variants === undefined
      ? []
      : [`One of ${map.variants.map(({ key }) => `\`${key}\``).join(', ')} says which form it is.`]),
    ...allKeys(map).flatMap((key) => keySection(key, level, [...path, ...entries])),
  ];
}

function mapIn(spec: Spec): MapSpec | undefined {
  switch (spec.kind) {
    case 'map':
      return spec;
    case 'entries':
    case 'one-or-list':
    case 'or-not-published':
    case 'list':
      return mapIn(spec.of);
    case 'by-shape':
      return spec.map === undefined ? undefined : mapIn(spec.map);
    default:
      return undefined;
  }
}

function valueList(spec: Spec): readonly string[] {
  const values = valuesIn(spec);
  if (values.length === 0) return [];
  return [values.map(({ value, documentation }) => `- \`${value}\`: ${documentation}`).join('\n')];
}

/** The words that a value can be, inside of lists too. */
function valuesIn(spec: Spec): readonly EnumValue[] {
  switch (spec.kind) {
    case 'enum':
      return spec.values;
    case 'number':
      return spec.word === undefined ? [] : [spec.word];
    case 'path':
      return spec.words ?? [];
    case 'list':
    case 'one-or-list':
      return valuesIn(spec.of);
    case 'or-not-published':
      return [
        ...valuesIn(spec.of),
        { value: 'not published', documentation: 'The source does not say; it counts as absent.' },
      ];
    case 'by-shape':
      return spec.scalar === undefined ? [] : valuesIn(spec.scalar);
    default:
      return [];
  }
}

function measureSection(): readonly string[] {
  const rows = Object.entries(measureTable).map(
    ([name, { type, ofSource, documentation }]) =>
      `| \`${name}\` | ${type} | ${ofSource ? 'yes' : ''} | ${documentation} |`,
  );
  return [
    '## Measures',
    'What gates ask. Measures of the source are also there in `seeds.keep`, in `when` and in prompts, where they are of the document, and in gates as `source.NAME`.',
    `| measure | type | of the source | meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}`,
  ];
}

function sentence(words: string): string {
  const [first = '', ...rest] = words;
  return `${first.toUpperCase()}${rest.join('')}.`;
}

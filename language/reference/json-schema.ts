import {
  allKeys,
  type EntriesSpec,
  type KeySpec,
  type MapSpec,
  type NumberSpec,
  type PathSpec,
  percent,
  type Spec,
} from '../schema/spec.ts';
import { strategySpec } from '../schema/strategy.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The table as a JSON Schema (draft 7), for editors that know YAML and not strategies. Looser than the checker. */
export function jsonSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: 'Generated from language/schema/: do not edit.',
    title: 'Wordmill strategy',
    ...mapSchema(strategySpec),
  };
}

function schemaOf(spec: Spec): Schema {
  switch (spec.kind) {
    case 'string':
      return spec.pattern === undefined ? scalar : { type: 'string', pattern: spec.pattern.regex.source };
    case 'template':
    case 'expression':
    case 'reference':
    case 'regex':
    case 'literal':
      return scalar;
    case 'path':
      return pathSchema(spec);
    case 'secret':
      return { type: 'string', pattern: String.raw`^\$\{[A-Za-z_][A-Za-z0-9_]*(:-)?\}$` };
    case 'number':
      return numberSchema(spec);
    case 'boolean':
      return { type: 'boolean' };
    case 'enum':
      return { enum: spec.values.map(({ value }) => value) };
    case 'map':
      return mapSchema(spec);
    case 'entries':
      return entriesSchema(spec);
    case 'list':
      return { type: 'array', items: schemaOf(spec.of), minItems: spec.atLeast };
    case 'one-or-list':
      return { anyOf: [schemaOf(spec.of), { type: 'array', items: schemaOf(spec.of) }] };
    case 'weights':
      return { type: 'object', additionalProperties: { type: 'number', minimum: 0 } };
    case 'shares':
      return { type: 'object', additionalProperties: numberSchema(share) };
    case 'by-shape':
      return {
        anyOf: [spec.scalar, spec.list, spec.map].filter((part) => part !== undefined).map((part) => schemaOf(part)),
      };
    case 'or-not-published':
      return { anyOf: [schemaOf(spec.of), { const: 'not published' }] };
  }
}

const scalar: Schema = { type: ['string', 'number', 'boolean'] };

function pathSchema({ words, suggested }: PathSpec): Schema {
  const examples = (words ?? suggested)?.map(({ value }) => value);
  return examples === undefined ? { type: 'string' } : { type: 'string', examples };
}

const share: NumberSpec = { kind: 'number', integer: false, min: 0, max: 1, suffixes: percent };

function numberSchema({ integer, min, max, above, suffixes, word }: NumberSpec): Schema {
  const number: Schema = {
    type: integer ? 'integer' : 'number',
    ...(above === true ? { exclusiveMinimum: min } : { minimum: min }),
    ...(max < Number.MAX_SAFE_INTEGER ? { maximum: max } : {}),
  };
  const others: readonly Schema[] = [
    ...(suffixes === undefined
      ? []
      : [{ type: 'string', pattern: `^[0-9][0-9_]*(\\.[0-9]+)? ?[${Object.keys(suffixes).join('')}]$` }]),
    ...(word === undefined ? [] : [{ const: word.value }]),
  ];
  return others.length === 0 ? number : { anyOf: [number, ...others] };
}

function mapSchema(spec: MapSpec): Schema {
  const required = spec.keys.filter((key) => key.required === true && key.unless === undefined).map(({ key }) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(allKeys(spec).map((key) => [key.key, keySchema(key)])),
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    ...(spec.single === true ? { minProperties: 1, maxProperties: 1 } : {}),
    ...(spec.variants === undefined ? {} : { oneOf: spec.variants.map(({ key }) => ({ required: [key] })) }),
  };
}

function entriesSchema({ names, of }: EntriesSpec): Schema {
  return { type: 'object', propertyNames: { pattern: names.regex.source }, additionalProperties: schemaOf(of) };
}

function keySchema(key: KeySpec): Schema {
  return { description: key.documentation, ...schemaOf(key.spec) };
}

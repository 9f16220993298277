import type { Span } from '../span.ts';
import { typeInWords } from './accepts.ts';
import { typeOf } from './infer.ts';
import type { ParsedExpression, ParsedTemplate } from './parsed.ts';
import type { Expression } from './tree.ts';
import type { TypeScope } from './types.ts';
import { walk } from './walk.ts';

/** A field that is read from something that cannot have it. */
export interface FieldIssue {
  readonly message: string;
  /** The field, without its dot or its brackets and quotes. */
  readonly span: Span;
  readonly field: string;
  /** The fields that there are; none where the value is no map. */
  readonly known: readonly string[];
}

/**
 * Fields that are read from what has no fields, or from a closed map that does not have them, as far as that is certain.
 * An `is defined` around it excuses nothing here: the field can never be there.
 */
export function checkFields(parsed: ParsedTemplate | ParsedExpression, scope: TypeScope): readonly FieldIssue[] {
  const issues: FieldIssue[] = [];
  walk(parsed, scope, {
    expression(node, types) {
      const issue = fieldIssue(node, types);
      if (issue) issues.push(issue);
    },
    items: () => {},
    blockFilter: () => {},
  });
  return issues.toSorted((a, b) => a.span.start - b.span.start);
}

function fieldIssue(node: Expression, types: TypeScope): FieldIssue | null {
  const read = fieldRead(node);
  if (!read) return null;
  const { object, field, span } = read;
  const type = typeOf(object, types);
  const owner = object.kind === 'name' ? `\`${object.name}\`` : 'This';
  if (type.kind === 'any') return null;
  if (type.kind !== 'map') {
    return { message: `${owner} is ${typeInWords(type)} and has no field \`${field}\`.`, span, field, known: [] };
  }
  if (type.fields === null || Object.hasOwn(type.fields, field)) return null;
  return { message: `${owner} has no field \`${field}\`.`, span, field, known: Object.keys(type.fields) };
}

function fieldRead(node: Expression): { object: Expression; field: string; span: Span } | null {
  if (node.kind === 'field') return { object: node.object, field: node.field, span: node.fieldSpan };
  if (node.kind !== 'index' || node.index.kind !== 'literal' || typeof node.index.value !== 'string') return null;
  const { start, end } = node.index.tokenSpan;
  return { object: node.object, field: node.index.value, span: { start: start + 1, end: end - 1 } };
}

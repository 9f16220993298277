import type { Span } from '../span.ts';

/** An expression of a template, or one that stands alone under `keep` or `when`. Spans are offsets in the source. */
export type Expression =
  | LiteralNode
  | NameNode
  | ListNode
  | MapNode
  | FieldNode
  | IndexNode
  | SliceNode
  | CallNode
  | FilterNode
  | TestNode
  | UnaryNode
  | BinaryNode
  | LogicNode
  | CompareNode
  | ConcatenationNode
  | ConditionalNode
  | BrokenNode;

/** Text, a number, a truth value or nothing, as written. */
export interface LiteralNode {
  readonly kind: 'literal';
  readonly span: Span;
  /** The literal itself, where parentheses around it belong to `span`. */
  readonly tokenSpan: Span;
  readonly value: string | number | boolean | null;
}

export interface NameNode {
  readonly kind: 'name';
  readonly span: Span;
  /** The name itself, where parentheses around it belong to `span`. */
  readonly nameSpan: Span;
  readonly name: string;
}

/** `[a, b]` or `(a, b)`: a tuple is a list here. */
export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly items: readonly Expression[];
}

export interface MapNode {
  readonly kind: 'map';
  readonly span: Span;
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

/** `object.field`. */
export interface FieldNode {
  readonly kind: 'field';
  readonly span: Span;
  readonly object: Expression;
  readonly field: string;
  readonly fieldSpan: Span;
}

/** `object[index]`. */
export interface IndexNode {
  readonly kind: 'index';
  readonly span: Span;
  readonly object: Expression;
  readonly index: Expression;
}

/** `object[start:stop:step]`, each part optional. */
export interface SliceNode {
  readonly kind: 'slice';
  readonly span: Span;
  readonly object: Expression;
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}

/** A function of the language: `range(…)`, `loop.cycle(…)`, `loop.changed(…)`. */
export interface CallNode {
  readonly kind: 'call';
  readonly span: Span;
  readonly callee: 'range' | 'loop.cycle' | 'loop.changed';
  readonly calleeSpan: Span;
  readonly arguments: readonly Argument[];
}

/** An argument of a filter, a test or a function; `name` is null where it is given by its place. */
export interface Argument {
  readonly name: string | null;
  readonly value: Expression;
  readonly span: Span;
}

export interface FilterNode {
  readonly kind: 'filter';
  readonly span: Span;
  readonly input: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Argument[];
}

export interface TestNode {
  readonly kind: 'test';
  readonly span: Span;
  readonly input: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Argument[];
  readonly negated: boolean;
}

export interface UnaryNode {
  readonly kind: 'unary';
  readonly span: Span;
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expression;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

export interface BinaryNode {
  readonly kind: 'binary';
  readonly span: Span;
  readonly operator: ArithmeticOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface LogicNode {
  readonly kind: 'logic';
  readonly span: Span;
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** A chain: `a < b < c` holds where `a < b` and `b < c` hold. */
export interface CompareNode {
  readonly kind: 'compare';
  readonly span: Span;
  readonly first: Expression;
  readonly rest: readonly {
    readonly operator: ComparisonOperator;
    readonly operatorSpan: Span;
    readonly operand: Expression;
  }[];
}

/** `a ~ b ~ c`: the parts as text, one behind the other. */
export interface ConcatenationNode {
  readonly kind: 'concatenation';
  readonly span: Span;
  readonly parts: readonly Expression[];
}

/** `then if condition else otherwise`. */
export interface ConditionalNode {
  readonly kind: 'conditional';
  readonly span: Span;
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression | null;
}

/** Stands where nothing could be read; there is an issue for it. `children` are the parts that could be. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly span: Span;
  readonly children: readonly Expression[];
}

/** A piece of a template. */
export type TemplateNode = TextNode | OutputNode | IfNode | ForNode | SetNode | SetBlockNode | WithNode;

/** Text that stands for itself, whitespace control already applied. */
export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  readonly text: string;
}

/** `{{ expression }}`. */
export interface OutputNode {
  readonly kind: 'output';
  readonly span: Span;
  readonly expression: Expression;
}

export interface IfNode {
  readonly kind: 'if';
  readonly span: Span;
  readonly branches: readonly { readonly condition: Expression; readonly body: readonly TemplateNode[] }[];
  readonly otherwise: readonly TemplateNode[] | null;
}

/** A name that a statement binds. */
export interface Target {
  readonly name: string;
  readonly span: Span;
}

export interface ForNode {
  readonly kind: 'for';
  readonly span: Span;
  /** Several targets take a list apart. */
  readonly targets: readonly Target[];
  readonly items: Expression;
  readonly condition: Expression | null;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[] | null;
  /** Where the body begins and ends: the targets and `loop` exist in it. */
  readonly bodySpan: Span;
}

export interface SetNode {
  readonly kind: 'set';
  readonly span: Span;
  readonly targets: readonly Target[];
  readonly value: Expression;
}

/** `{% set name %}…{% endset %}`; `value` is the body's text, filters applied. */
export interface SetBlockNode {
  readonly kind: 'set-block';
  readonly span: Span;
  readonly target: Target;
  /** Filters to send the text through, in order. */
  readonly filters: readonly Omit<FilterNode, 'input'>[];
  readonly body: readonly TemplateNode[];
}

export interface WithNode {
  readonly kind: 'with';
  readonly span: Span;
  readonly bindings: readonly { readonly targets: readonly Target[]; readonly value: Expression }[];
  readonly body: readonly TemplateNode[];
  readonly bodySpan: Span;
}

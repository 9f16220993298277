import type { Edit, Span } from '../span.ts';
import type { Expression, TemplateNode } from './tree.ts';

/** A use of a name that the template does not define itself, so that its scope has to. */
export interface NameUse {
  readonly name: string;
  /** Fields read from it, as far as they are written out: `doc.meta["topic"]` gives `meta`, `topic`. */
  readonly path: readonly string[];
  /** Span of the name. */
  readonly span: Span;
  /** Spans of the fields, without dots, brackets and quotes. */
  readonly pathSpans: readonly Span[];
  /** True inside an `is defined` test or under the `default` filter, where the last part may be absent. */
  readonly guarded: boolean;
}

/** A use of a filter or a test by its name, known or not. */
export interface FilterUse {
  readonly name: string;
  readonly span: Span;
}

export type TestUse = FilterUse;

/** Something wrong in a template or an expression; spans and edits are offsets in its source. */
export interface TemplateIssue {
  readonly code: 'template-syntax' | 'expression-syntax' | 'unknown-filter' | 'type-mismatch';
  readonly message: string;
  readonly span: Span;
  readonly fixes: readonly { readonly title: string; readonly edits: readonly Edit[] }[];
}

/** A name that the template defines, and the stretch of the source in which it exists. */
export interface LocalName {
  readonly name: string;
  readonly span: Span;
  readonly from: number;
  readonly to: number;
}

interface Uses {
  /** Free names only: what `set`, `with` and `for` bind is not among them, nor is `loop` inside a loop. */
  readonly names: readonly NameUse[];
  readonly filters: readonly FilterUse[];
  readonly tests: readonly TestUse[];
}

/** A template that has been read. With issues it holds what could be read, and refuses to render. */
export interface ParsedTemplate extends Uses {
  readonly source: string;
  readonly nodes: readonly TemplateNode[];
  readonly issues: readonly TemplateIssue[];
  readonly locals: readonly LocalName[];
}

/** An expression that has been read. With issues it holds what could be read, and refuses to be evaluated. */
export interface ParsedExpression extends Uses {
  readonly source: string;
  readonly expression: Expression;
  readonly issues: readonly TemplateIssue[];
}

import type { Checked } from './checked.ts';
import type { Problem } from './problem.ts';
import type { ReferenceKind } from './schema/spec.ts';
import type { Span } from './span.ts';
import type { Strategy } from './strategy.ts';
import type { ScalarNode, Tree } from './syntax/tree.ts';
import type { ParsedExpression, ParsedTemplate, ValueType } from './template/index.ts';
import type { UseItem } from './use/items.ts';
import type { SharedNames } from './use/names.ts';
import type { UsedFiles } from './use/used-file.ts';

/** Everything that is known of one version of a strategy file. It is never changed. */
export interface Analysis {
  readonly text: string;
  readonly tree: Tree;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** The files that it uses. */
  readonly uses: readonly UseItem[];
  /** What it was told of them: another analysis of the text is told the same. */
  readonly used: UsedFiles;
  /** What it brings into scope where it is used. Made when it is first asked for. */
  readonly shared: SharedNames;
  /** True where it only defines names for other strategies, so that it cannot run itself. */
  readonly namesOnly: boolean;
  /** The strategy as the runner takes it; undefined while there are errors, and where there is none to run. Made when it is first asked for. */
  readonly strategy: Strategy | undefined;
  /** Every place where a model, a rephrasing, a variable, a computed value or a step is defined or named, templates included. */
  readonly names: readonly (NameOccurrence | StepOccurrence)[];
  /** Every template and expression, in the order of the file. */
  readonly templates: readonly TemplateSite[];
  /** What the next analysis of the file need not do again. */
  readonly checked: Checked;
}

export interface NameOccurrence {
  readonly kind: ReferenceKind;
  readonly name: string;
  /** The name alone, without quotes. */
  readonly span: Span;
  readonly definition: boolean;
}

/** A place where the answer of a step, or an item of it, is named. Only the rephrasing of the step knows it. */
export interface StepOccurrence extends Omit<NameOccurrence, 'kind'> {
  readonly kind: 'step';
  readonly rephrasing: string;
}

/** A scalar that holds a template or an expression. */
export type TemplateSite = SiteCommon &
  (
    | { readonly kind: 'template'; readonly parsed: ParsedTemplate }
    | { readonly kind: 'expression'; readonly parsed: ParsedExpression }
  );

interface SiteCommon {
  /** `parsed` counts its spans in `node.text`; {@link spanInSource} turns them into spans of the file. */
  readonly node: ScalarNode;
  /**
   * `document`: `seeds.keep` and `when`. `let`: a computed value. `prompt`: also `system` and `prefill`. `gate`: `keep` of a
   * rephrasing and `expect` of a test. `pairs`: how many pairs are kept.
   */
  readonly role: TemplateRole;
  /** The rephrasing that it belongs to; undefined in `seeds` and `defaults`. */
  readonly rephrasing: string | undefined;
  readonly scope: TemplateScope;
}

export type TemplateRole = 'document' | 'let' | 'prompt' | 'gate' | 'pairs' | 'assemble';

/** The names that a template or an expression can use. */
export type TemplateScope = ReadonlyMap<string, ScopeName>;

export interface ScopeName {
  readonly name: string;
  readonly kind: 'document' | 'text' | 'measure' | 'source' | 'variable' | 'let' | 'output' | 'step';
  readonly type: ValueType;
  /** One paragraph for hover and completion. */
  readonly documentation: string;
}

export interface AnalyseOptions {
  /** An earlier analysis, of any version of this file: what has not changed is not read and checked again. */
  readonly previous?: Analysis;
  /**
   * Whether there is a file or a folder at a path, as it is written, relative to the strategy; undefined where that is
   * not known (yet), which reports nothing.
   */
  readonly fileExists?: (path: string) => boolean | undefined;
  /** What is known of the files that it uses; without it no file is known yet, and what they may define is not missed. */
  readonly used?: UsedFiles;
}

import type { Analysis, TemplateSite } from './analysis.ts';
import type { KeySpec, MapSpec } from './schema/spec.ts';
import type { Span } from './span.ts';

/** What stands at a place of a file, and so what may be completed there. */
export type Context =
  | {
      readonly kind: 'key';
      /** What has been typed of the key, up to the cursor. */
      readonly typed: string;
      /** What a completed key replaces. */
      readonly span: Span;
      readonly map: MapSpec;
      /** Keys of the map that stand elsewhere. */
      readonly present: readonly string[];
      /** Columns before the key. */
      readonly indent: number;
      readonly path: readonly string[];
      /** True where a colon stands behind the key already. */
      readonly colon: boolean;
    }
  | {
      readonly kind: 'value';
      readonly typed: string;
      readonly span: Span;
      readonly spec: KeySpec;
      readonly path: readonly string[];
      /** Columns before the key that the value belongs to. */
      readonly indent: number;
    }
  | { readonly kind: 'template'; readonly site: TemplateSite; readonly offsetInValue: number }
  | { readonly kind: 'none' };

/** What stands at an offset. Works in half-written files, where it goes by the indentation of the cursor's line. */
export function contextAt(_analysis: Analysis, _offset: number): Context {
  return { kind: 'none' };
}

import type { Analysis, ScopeName, TemplateScope } from './analysis.ts';
import type { Checked } from './checked.ts';
import type { Site } from './checks/facts.ts';
import { scopeWithin, withNames } from './checks/scopes.ts';
import { shift, type Span } from './span.ts';
import type { TemplateWord } from './template/index.ts';

/** A word of a template or an expression, where it stands in the file. */
export interface PlacedWord extends TemplateWord {
  /** What its scope says of it; undefined for what is no name, and for a name that does not exist. */
  readonly known: ScopeName | undefined;
}

/** The words of all templates and expressions that a part of the file touches. Cheap where little has changed. */
export function placedWords({ checked }: Analysis, within: Span): readonly PlacedWord[] {
  return checked.chunks.flatMap(({ placed, facts }) => {
    const { offset } = placed;
    if (offset > within.end || offset + placed.chunk.text.length < within.start) return [];
    return facts.sites.flatMap((site) => {
      const { start, end } = site.node.span;
      if (start + offset > within.end || end + offset < within.start) return [];
      const scope = scopeOf(site, checked);
      return site.words().map((word) => ({
        ...word,
        span: shift(word.span, offset),
        known: word.kind === 'name' ? scope.get(word.name) : undefined,
      }));
    });
  });
}

function scopeOf({ role, computes, local }: Site, { scopes, computed }: Checked): TemplateScope {
  return computes === undefined ? withNames(scopes[role], local) : scopeWithin(computes, scopes, computed);
}

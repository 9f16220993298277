import type { Context, Spec } from '#language';
import { describedEntry } from '../described-entry.ts';
import { textAt } from '../entries.ts';
import { homeOf, namesOf } from '../homes.ts';
import type { View } from '../view.ts';
import { placeOf } from './place.ts';
import type { Proposal, ProposalKind } from './proposal.ts';

/** The words that the value at the cursor can be: known values, and names of the file and of those that it uses. */
export function valueProposals(view: View, { spec, span }: Extract<Context, { kind: 'value' }>): readonly Proposal[] {
  const { item, quote } = placeOf(view.analysis.text, span);
  return wordsFor(view, spec.spec, item).map(({ text, kind, list, detail, documentation }) => ({
    label: text,
    kind,
    edit: { span, text: list && !item && quote === '' ? `[${text}]` : text },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
  }));
}

interface Word {
  readonly text: string;
  readonly kind: ProposalKind;
  /** True where the word can only be an item of a list. */
  readonly list: boolean;
  readonly detail?: string;
  readonly documentation?: string;
}

function wordsFor(view: View, spec: Spec, item: boolean): readonly Word[] {
  switch (spec.kind) {
    case 'boolean':
      return [word('true'), word('false')];
    case 'enum':
      return spec.values.map(({ value, documentation }) => ({ ...word(String(value)), documentation }));
    case 'number':
      return spec.word ? [{ ...word(spec.word.value), documentation: spec.word.documentation }] : [];
    case 'reference':
      return namesOf(view, spec.to).map((name) => {
        const value = homeOf(view, spec.to, name)?.entry.value;
        const detail = textAt(value, 'about') ?? textAt(value, 'id') ?? textAt(value, 'gguf');
        const documentation = describedEntry(view, spec.to, name);
        return {
          ...word(name),
          kind: 'name',
          ...(detail === undefined ? {} : { detail }),
          ...(documentation === undefined ? {} : { documentation }),
        };
      });
    case 'path':
      return [...(spec.words ?? []), ...(spec.suggested ?? [])].map(({ value, documentation }) => ({
        ...word(String(value)),
        detail: documentation.split('. ', 1)[0] ?? '',
        documentation,
      }));
    case 'or-not-published':
      return [...wordsFor(view, spec.of, item), ...(item ? [] : [word('not published')])];
    case 'one-or-list':
      return wordsFor(view, spec.of, item);
    case 'list':
      return wordsFor(view, spec.of, item).map((found) => ({ ...found, list: true }));
    case 'by-shape': {
      const shape = item ? (spec.list ?? spec.scalar) : (spec.scalar ?? spec.list);
      return shape === undefined ? [] : wordsFor(view, shape, item);
    }
    default:
      return [];
  }
}

function word(text: string): Word {
  return { text, kind: 'value', list: false };
}

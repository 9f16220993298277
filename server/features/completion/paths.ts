import type { Context, PathSpec, Spec } from '#language';
import type { View } from '../view.ts';
import { placeOf } from './place.ts';
import type { Proposal } from './proposal.ts';

/** Something that lies in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly folder: boolean;
}

/** Looks into a folder, named as a strategy names it; nothing where it cannot be looked into. */
export type ListFolder = (path: string) => Promise<readonly FolderEntry[]>;

/** Files and folders that go on with the path at the cursor. */
export async function pathProposals(
  view: View,
  { spec, span, typed }: Extract<Context, { kind: 'value' }>,
  list: ListFolder,
): Promise<readonly Proposal[]> {
  const asked = pathIn(spec.spec);
  if (asked === undefined) return [];
  const { quote } = placeOf(view.analysis.text, span);
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  if (/[*?$]/.test(folder)) return [];
  const entries = await list(folder === '' ? './' : folder);
  return entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .filter(({ name, folder: inside }) => inside || (asked.offered?.test(name) ?? true))
    .toSorted((left, right) => Number(right.folder) - Number(left.folder) || left.name.localeCompare(right.name, 'en'))
    .map((entry): Proposal => {
      const path = `${folder}${entry.name}${entry.folder ? '/' : ''}`;
      return {
        label: path,
        kind: entry.folder ? 'folder' : 'file',
        edit: { span, text: quote === '' ? scalar(path) : path },
      };
    });
}

/** What a value asks of the path that it may be, itself or as an item of its list. */
function pathIn(spec: Spec): PathSpec | undefined {
  switch (spec.kind) {
    case 'path':
      return spec;
    case 'list':
    case 'one-or-list':
    case 'or-not-published':
      return pathIn(spec.of);
    case 'by-shape':
      return (spec.scalar && pathIn(spec.scalar)) ?? (spec.list && pathIn(spec.list));
    default:
      return undefined;
  }
}

/** A path as YAML: quoted where it would read as something else. */
function scalar(path: string): string {
  return /^[\w./~][\w./~@+ -]*$/.test(path) && !path.endsWith(' ') ? path : JSON.stringify(path);
}

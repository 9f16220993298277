import type { View } from '#features';
import { LineIndex } from '#language';
import { type Marked, marked } from './marked.ts';
import { filesOf } from './used.ts';

export const folder = 'file:///strategies/';

/** Strategies that use each other, as the features see them, from texts with marks in them. */
export function viewsOf(sources: Readonly<Record<string, string>>): (path: string) => View & Marked {
  const texts = Object.fromEntries(Object.entries(sources).map(([path, source]) => [path, marked(source)]));
  const files = filesOf(Object.fromEntries(Object.entries(texts).map(([path, { text }]) => [path, text])));
  const views = new Map<string, View & Marked>();
  const viewOf = (path: string): View & Marked => {
    const known = views.get(path);
    if (known !== undefined) return known;
    const analysis = files.analysisOf(path);
    const uses = new Map(
      analysis.uses
        .filter((item) => files.usedBy(path)(item.path)?.kind === 'names')
        .map((item) => [item.path, viewOf(new URL(item.path, folder + path).href.slice(folder.length))]),
    );
    const found = texts[path] ?? marked('');
    const view = { ...found, uri: folder + path, version: 1, analysis, lines: new LineIndex(found.text), uses };
    views.set(path, view);
    return view;
  };
  return viewOf;
}

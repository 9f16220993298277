import type { CodeLens } from 'vscode-languageserver-types';
import { entriesOf } from './entries.ts';
import { rangeOf } from './range.ts';
import type { View } from './view.ts';

/** Commands that a lens can name. What they do is the client's: the server only says where they belong. */
export type LensCommand = 'wordmill.previewSample' | 'wordmill.run';

/**
 * Lenses for a client that knows `commands`: run the strategy, above its name; preview a rephrasing on the sample, above
 * each of them. The argument is `{strategy, rephrasings}` with the strategy's address.
 */
export function codeLenses(view: View, commands: ReadonlySet<string>): readonly CodeLens[] {
  const name = view.analysis.tree.root?.pairs.find(({ key }) => key.text === 'strategy');
  const lens = (
    at: { readonly start: number; readonly end: number },
    title: string,
    command: LensCommand,
    rephrasings?: string,
  ) =>
    commands.has(command)
      ? [
          {
            range: rangeOf(view.lines, at),
            command: {
              title,
              command,
              arguments: [{ strategy: view.uri, ...(rephrasings === undefined ? {} : { rephrasings: [rephrasings] }) }],
            },
          },
        ]
      : [];
  return [
    ...(name === undefined ? [] : lens(name.key.span, 'Run', 'wordmill.run')),
    ...entriesOf(view, 'rephrasing').flatMap(({ key }) =>
      lens(key.span, 'Preview on sample', 'wordmill.previewSample', key.text),
    ),
  ];
}

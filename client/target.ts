import * as vscode from 'vscode';

/** What a command was pointed at, by a lens, a menu or another extension. */
export interface Target {
  readonly strategy: vscode.Uri | undefined;
  readonly rephrasings: readonly string[] | undefined;
  /** Folder for the output of a run. */
  readonly output: string | undefined;
}

const nothing: Target = { strategy: undefined, rephrasings: undefined, output: undefined };

/**
 * Reads a command's argument: a strategy's address, or `{strategy, rephrasings, output}`, with `rephrasing`
 * for a single one. Anything else points at nothing.
 */
export function targetOf(argument: unknown): Target {
  if (argument instanceof vscode.Uri) return { ...nothing, strategy: strategyAt(argument) };
  if (typeof argument !== 'object' || argument === null) return nothing;
  const strategy = 'strategy' in argument ? argument.strategy : undefined;
  const only = 'rephrasing' in argument ? [argument.rephrasing] : undefined;
  const rephrasings = 'rephrasings' in argument ? argument.rephrasings : only;
  const output = 'output' in argument ? argument.output : undefined;
  return {
    strategy: strategy instanceof vscode.Uri ? strategy : undefined,
    rephrasings: Array.isArray(rephrasings) ? rephrasings.filter((name) => typeof name === 'string') : undefined,
    output: typeof output === 'string' ? output : undefined,
  };
}

/** A menu gives the file in front, which may be the document and not the strategy. */
function strategyAt(uri: vscode.Uri): vscode.Uri | undefined {
  return /\.strategy\.ya?ml$/i.test(uri.path) ? uri : undefined;
}

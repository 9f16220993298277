import type { View } from '#features';
import type { CancellationToken, Position, TextDocumentIdentifier } from 'vscode-languageserver';
import { guarded, type Log } from './guard.ts';

export interface InDocument {
  readonly textDocument: TextDocumentIdentifier;
}

export interface AtPosition extends InDocument {
  readonly position: Position;
}

type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | null>;

/** How features become answers to requests. */
export interface Answering {
  readonly answer: <P extends InDocument, R>(
    name: string,
    feature: (view: View, params: P) => R | Promise<R>,
  ) => Handler<P, R>;
  readonly whole: <R>(name: string, feature: (view: View) => R) => Handler<InDocument, R>;
  readonly at: <P extends AtPosition, R>(
    name: string,
    feature: (view: View, offset: number, params: P) => R | Promise<R>,
  ) => Handler<P, R>;
}

/** Answers with nothing where the document is not open, the answer is not wanted any more, or the feature fails. */
export function answering(log: Log, viewOf: (uri: string) => View | undefined): Answering {
  const answer: Answering['answer'] = (name, feature) => async (params, token) => {
    const view = token.isCancellationRequested ? undefined : viewOf(params.textDocument.uri);
    if (view === undefined) return null;
    const result = await guarded(log, name, view, async () => feature(view, params));
    return token.isCancellationRequested ? null : result;
  };
  return {
    answer,
    whole: (name, feature) => answer(name, (view) => feature(view)),
    at: (name, feature) => answer(name, (view, params) => feature(view, view.lines.offsetOf(params.position), params)),
  };
}

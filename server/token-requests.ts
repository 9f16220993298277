import type { Features, View } from '#features';
import type {
  Connection,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import type { Answering } from './answer.ts';

interface Sent {
  readonly resultId: string;
  readonly data: readonly number[];
}

/** What the answers remember of documents. */
export interface TokenMemory {
  /** For a document that is closed. */
  readonly forget: (uri: string) => void;
}

/** Answers for tokens; what was sent last of each document is kept, so that the next answer can be the difference. */
export function answerTokenRequests(connection: Connection, features: Features, { answer }: Answering): TokenMemory {
  const sent = new Map<string, Sent>();
  let count = 0;
  const remember = (uri: string, data: readonly number[]): Sent => {
    count++;
    const now = { resultId: String(count), data };
    sent.set(uri, now);
    return now;
  };
  const full = (view: View): SemanticTokens => {
    const { resultId, data } = remember(view.uri, features.semanticTokens(view));
    return { resultId, data: [...data] };
  };
  const none: SemanticTokens = { data: [] };
  const onFull = answer('semantic tokens', full);
  connection.languages.semanticTokens.on(async (params, token) => (await onFull(params, token)) ?? none);
  const onRange = answer('semantic tokens of a range', (view, { range }: SemanticTokensRangeParams) => ({
    data: [...features.semanticTokens(view, range)],
  }));
  connection.languages.semanticTokens.onRange(async (params, token) => (await onRange(params, token)) ?? none);
  const onDelta = answer(
    'change of semantic tokens',
    (view, { previousResultId }: SemanticTokensDeltaParams): SemanticTokens | SemanticTokensDelta => {
      const before = sent.get(view.uri);
      if (before?.resultId !== previousResultId) return full(view);
      const { resultId, data } = remember(view.uri, features.semanticTokens(view));
      return { resultId, edits: [...features.tokenEdits(before.data, data)] };
    },
  );
  connection.languages.semanticTokens.onDelta(async (params, token) => (await onDelta(params, token)) ?? none);
  return { forget: (uri) => sent.delete(uri) };
}

import { canonicalJson } from '#language';
import { shortHash } from '../hash.ts';
import { samplingSeed } from '../identity.ts';
import type { Piece } from '../plan.ts';
import type { Message, RephraserRequest } from '../rephraser.ts';
import { emptyScope, promptScope, type Seen } from '../scope.ts';
import { type Chain, identityOf, seenBy, stepOf } from './chain.ts';

export type Rendered =
  | { readonly ok: true; readonly request: RephraserRequest; readonly prefill: string; readonly promptHash: string }
  | { readonly ok: false; readonly message: string };

const roles = { system: 'system', prompt: 'user', prefill: 'assistant' } as const;

/** What the seeds of requests hang on besides the request itself. */
export interface Seeding {
  /** Of the strategy. */
  readonly seed: number;
  /** How often the same was asked for before. */
  readonly again: number;
}

/** The request that a chain has due. A template that fails on this document (a field that the row lacks) says so. */
export function renderRequest(piece: Piece, chain: Chain, { seed, again }: Seeding): Rendered {
  const planned = stepOf(piece, chain);
  const scope = promptScope(seenBy(piece, chain));
  const messages: Message[] = [];
  for (const role of ['system', 'prompt', 'prefill'] as const) {
    const rendered = planned[role]?.(scope);
    if (rendered === undefined) continue;
    if (!rendered.ok) {
      const { name } = planned.step;
      const whose = name === null ? '' : ` of step ${name}`;
      const message = `The ${role}${whose} of ${piece.identity.rephrasing} cannot be rendered for this document: ${rendered.message}`;
      return { ok: false, message };
    }
    messages.push({ role: roles[role], content: rendered.text });
  }
  const prefill = messages.find(({ role }) => role === 'assistant')?.content ?? '';
  const messagesJson = canonicalJson(messages);
  const { name: step, sampling } = planned.step;
  const { attempt } = chain;
  const sampled = samplingSeed(seed, identityOf(piece, chain), { step, attempt, again });
  return {
    ok: true,
    request: { messages, messagesJson, sampling, seed: sampled },
    prefill,
    promptHash: shortHash(messagesJson),
  };
}

/** The templates of a request rendered without any text; where they cannot be, there are no instructions to compare with. */
export function instructionsOf(piece: Piece, chain: Chain): string {
  const planned = stepOf(piece, chain);
  const scope = emptyScope(seenBy(piece, chain) satisfies Seen);
  const parts = [planned.system, planned.prompt].map((template) => template?.(scope));
  return parts.map((part) => (part?.ok ? part.text : '')).join('\n');
}

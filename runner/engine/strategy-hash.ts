import { canonicalJson, essence, type Strategy } from '#language';
import { shortHash } from './hash.ts';

/** Hash of a strategy's essence: moving a comment or a line does not change it, changing a prompt does. */
export function strategyHash(strategy: Strategy): string {
  return shortHash(canonicalJson(essence(strategy)));
}

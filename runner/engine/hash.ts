import { hash } from 'node:crypto';
import { uniform as uniformOf } from '#language';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256(text: string): string {
  return hash('sha256', text);
}

/** The first 32 hexadecimal digits (128 bits) of SHA-256: enough for identities, short enough to read. */
export function shortHash(text: string): string {
  return sha256(text).slice(0, 32);
}

/** A number in [0, 1) with 52 random bits, the same for the same text on every machine. */
export function uniform(text: string): number {
  return uniformOf(text, sha256);
}

import type { Variable, VariableValue } from '../strategy.ts';
import { type Identity, identityKey } from './identity.ts';

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. Whoever draws brings it along. */
export type Sha256 = (text: string) => string;

/** A number in [0, 1) with 52 random bits, the same for the same text on every machine. */
export function uniform(text: string, sha256: Sha256): number {
  return Number.parseInt(sha256(text).slice(0, 13), 16) / 2 ** 52;
}

/** A number in [0, 1) that depends on the strategy's seed, the identity and the name of the draw, and on nothing else. */
export function draw(seed: number, identity: Identity, name: string, sha256: Sha256): number {
  return uniform(`${seed}\n${identityKey(identity)}\n${name}`, sha256);
}

/** The value of a variable for an identity. */
export function drawVariable(
  seed: number,
  identity: Identity,
  { name, variable }: { readonly name: string; readonly variable: Variable },
  sha256: Sha256,
): VariableValue {
  return drawValue(variable, draw(seed, identity, `variable:${name}`, sha256));
}

/** One value of the variable by its weights. The checker has refused variables whose weights are all 0. */
export function drawValue(variable: Variable, chance: number): VariableValue {
  const total = variable.values.reduce((sum, { weight }) => sum + weight, 0);
  let left = chance * total;
  for (const { value, weight } of variable.values) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = variable.values.findLast(({ weight }) => weight > 0) ?? variable.values.at(-1);
  if (last === undefined) throw new RangeError('A variable without values cannot be drawn.');
  return last.value;
}

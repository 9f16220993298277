export { canonicalJson } from './canonical-json.ts';
export { draw, drawValue, drawVariable, uniform } from './draw.ts';
export { type Identity, identityKey } from './identity.ts';

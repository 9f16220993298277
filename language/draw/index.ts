export { canonicalJson } from './canonical-json.ts';
export { jsonString } from './json-string.ts';
export { draw, drawValue, drawVariable, uniform } from './draw.ts';
export { type Identity, identityKey } from './identity.ts';

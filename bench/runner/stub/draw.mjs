/** A number in [0, 1) for an integer and a seed, the same everywhere. */
export function draw(number, seed) {
  let hash = Math.imul(number ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** A number with the median 1 whose logarithm is normal. */
export function lognormal(number, sigma) {
  const radius = Math.sqrt(-2 * Math.log(1 - draw(number, 11)));
  return Math.exp(sigma * radius * Math.cos(2 * Math.PI * draw(number, 12)));
}

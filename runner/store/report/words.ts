import type { RunManifest } from '../run/manifest.ts';

/** A whole number with separators of thousands. */
export function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

/** A share as a percentage; nothing of nothing is 0 %. */
export function percent(part: number, all: number): string {
  return `${all === 0 ? 0 : Math.round((100 * part) / all)} %`;
}

/** Seconds as people say them: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function spell(seconds: number): string {
  const all = Math.round(seconds);
  if (all < 60) return `${all} s`;
  if (all < 3600) return `${Math.floor(all / 60)} min ${all % 60} s`;
  return `${Math.floor(all / 3600)} h ${Math.floor((all % 3600) / 60)} min`;
}

/** A model as the strategy names it. */
export function modelLabel(model: RunManifest['strategy']['models'][string]): string {
  if (model.kind === 'http') return model.id;
  return model.kind === 'gguf' ? model.gguf : `mock:${model.mock}`;
}

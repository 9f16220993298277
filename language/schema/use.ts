import type { Spec } from './spec.ts';

/** Files whose names are in scope. */
export const useSpec: Spec = { kind: 'one-or-list', of: { kind: 'path', glob: false, mustExist: true } };

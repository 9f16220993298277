import type { Spec } from './spec.ts';

/** Files whose names are in scope. Whether they are there is known where they are read, and told with what they define. */
export const useSpec: Spec = {
  kind: 'one-or-list',
  of: { kind: 'path', glob: false, mustExist: false, offered: /\.strategy\.ya?ml$/ },
};

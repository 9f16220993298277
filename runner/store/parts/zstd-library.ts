import { compress, init } from '@bokuweb/zstd-wasm';

/** The library has one instance for the whole process, which is made when this module is first asked for. */
export const library = init().then(() => compress);

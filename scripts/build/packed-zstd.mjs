/**
 * The library for Zstandard reads its program from beside itself. In the bundle that is what `packFile` has made of it,
 * and of the functions only the one that is asked for goes in.
 */
const library = `
const { readFile } = require('node:fs/promises');
const { join } = require('node:path');
const { brotliDecompressSync } = require('node:zlib');
const { Module, waitInitialized } = require('./module');
exports.init = async () => {
  Module.init(brotliDecompressSync(await readFile(join(bundleFolder, 'zstd.wasm.br'))));
  await waitInitialized();
};
exports.compress = require('./simple/compress').compress;
`;

export const packedZstd = {
  name: 'packed-zstd',
  setup(build) {
    build.onLoad({ filter: /[\\/]zstd-wasm[\\/]dist[\\/]common[\\/]index\.node\.js$/ }, () => ({ contents: library }));
  },
};

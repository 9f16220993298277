import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * Parts of packages that no program here comes to, and that bundling cannot tell as such: 500 KB of the runner. Where one is
 * asked for something after all, it is `undefined`, which no test of the built programs survives.
 */
const leftOut = [
  // linkedom reads style sheets by it; nobody asks a `<style>` for its rules.
  /[\\/]node_modules[\\/]cssomnom[\\/]/,
  // Codings of Parquet that Node has itself, and the table of them that would call for all.
  /[\\/]node_modules[\\/]hyparquet-compressors[\\/]src[\\/](?:brotli|gzip|compressors)\.js$/,
  // undici's forms: no body of a request is one.
  /[\\/]node_modules[\\/]undici[\\/]lib[\\/]web[\\/]/,
];

/** Of the project's own manifest the programs read the version alone. */
const manifest = resolve(import.meta.dirname, '../../package.json');

/** undici's reader of HTTP for processors without SIMD in WebAssembly, of which Node 20 runs on none that VS Code does. */
const withoutSimd = /[\\/]node_modules[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp-wasm\.js$/;
const saysSo = "throw new Error('This processor has no SIMD in WebAssembly, which reading HTTP takes.');";

const ownUndici = resolve(import.meta.dirname, 'undici.cjs');

export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: ownUndici }));
    build.onLoad({ filter: /[\\/]package\.json$/ }, async ({ path }) => {
      if (resolve(path) !== manifest) return undefined;
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
    build.onLoad({ filter: /[\\/]node_modules[\\/](?:cssomnom|hyparquet-compressors|undici)[\\/]/ }, ({ path }) => {
      if (withoutSimd.test(path)) return { contents: saysSo };
      return leftOut.some((pattern) => pattern.test(resolve(path))) ? { contents: 'module.exports = {};' } : undefined;
    });
  },
};

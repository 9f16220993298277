import { readFile, stat, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/**
 * Packs a file with Brotli, a tenth smaller than what the VSIX makes of it. Packing as well as it can takes seconds, so
 * a packed file that is newer than its source stays.
 *
 * @param {string} source
 * @param {string} target
 */
export async function packFile(source, target) {
  const [from, to] = await Promise.all([stat(source), stat(target).catch(() => null)]);
  if (to !== null && to.mtimeMs > from.mtimeMs && to.mtimeMs > from.ctimeMs) return;
  const bytes = await readFile(source);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await writeFile(target, await compress(bytes, { params }));
}

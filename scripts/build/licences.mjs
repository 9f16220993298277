import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes one file with the licence of every package that went into the bundles: most of them ask for their text to
 * travel along.
 *
 * @param {string} root folder that holds `node_modules`
 * @param {readonly import('esbuild').Metafile[]} metafiles what each bundle was made of
 * @param {string} target file to write
 */
export async function writeLicences(root, metafiles, target) {
  const folders = new Set(
    metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap((input) => packageFolder(input) ?? []),
  );
  const parts = await Promise.all([...folders].toSorted().map((folder) => describe(join(root, folder))));
  await writeFile(target, parts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` belongs to the folder `node_modules/a/node_modules/@b/c`. */
function packageFolder(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
}

async function describe(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? 'licence not named'})\n`;
  const file = (await readdir(folder)).find((name) => /^(licen[cs]e|copying)\b/i.test(name));
  return file === undefined ? title : `${title}\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`;
}

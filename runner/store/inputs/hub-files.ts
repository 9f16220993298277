import { type Hub, HubError, type HubListing } from '#hub';
import { reasonOf, StoreError } from '../store-error.ts';
import type { InputFile } from './find-files.ts';
import { kindOf, readableEndings } from './formats.ts';
import { globExpression, isGlob } from './glob.ts';
import { hubBytes } from './hub-bytes.ts';

/** Where a key such as `seeds.from` leads into the hub: `hf://datasets/ORG/NAME@REVISION/PATH`, the revision `main` where it is absent. */
const address = /^hf:\/\/datasets\/([\w.-]+\/[\w.-]+)(?:@([^/]+))?(?:\/(.*))?$/;

/**
 * The files of a dataset of the hub: one, all below a folder, or those of a pattern. The revision is pinned to the commit
 * that it is now, and the commit stands in their names, so that a run that goes on later reads the same rows.
 * @throws StoreError where there is no such dataset or file, or the hub cannot be reached.
 */
export async function hubFiles(
  written: string,
  key: string,
  openHub: () => Promise<Hub>,
): Promise<readonly InputFile[]> {
  const [, repository, revision = 'main', path = ''] = address.exec(written) ?? [];
  if (repository === undefined) {
    throw new StoreError(
      'unsupported-input',
      `${key} names ${written}; a dataset of the hub is written hf://datasets/ORG/NAME/PATH, with @REVISION behind NAME where it is pinned.`,
    );
  }
  const hub = await openHub();
  const dataset = { of: 'datasets', repository, revision } as const;
  try {
    const commit = await hub.commitOf(dataset);
    const listed = await listing(path, (file) => hub.list({ ...dataset, revision: commit, file }));
    const files = listed.flatMap(({ path: file, sizeBytes }): readonly InputFile[] => {
      const kind = kindOf(file);
      if (kind === undefined) return [];
      const name = `hf://datasets/${repository}@${commit}/${file}`;
      const bytes = hubBytes(hub, { ...dataset, revision: commit, file }, sizeBytes);
      return [{ path: name, name, kind, sizeBytes, modifiedMs: 0, bytes }];
    });
    if (files.length > 0) return files.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = error instanceof HubError ? error.message : `The hub cannot be reached (${reasonOf(error)}).`;
    throw new StoreError('not-found', `${key} names ${written}. ${reason}`, { cause: error });
  }
  throw new StoreError(
    'no-input',
    `${key} names ${written}, and the dataset has no file there that ends in ${readableEndings}.`,
  );
}

/** What the path means: a pattern, a folder, or the file itself. */
async function listing(
  path: string,
  list: (folder: string) => Promise<readonly HubListing[]>,
): Promise<readonly HubListing[]> {
  if (isGlob(path)) {
    const matches = globExpression(`/${path}`);
    const fixed = path
      .slice(0, Math.max(0, path.search(/[*?[{]/)))
      .replace(/[^/]*$/, '')
      .replace(/\/$/, '');
    return (await list(fixed)).filter((file) => matches.test(`/${file.path}`));
  }
  const isFile = kindOf(path) !== undefined;
  const folder = isFile ? path.replace(/\/?[^/]*$/, '') : path.replace(/\/$/, '');
  const files = await list(folder);
  return isFile ? files.filter((file) => file.path === path) : files;
}

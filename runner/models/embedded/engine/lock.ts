import lock from './package-lock.json' with { type: 'json' };

/** Version of node-llama-cpp that is installed. */
export const engineVersion = '3.22.1';

/** The two files from which npm installs the engine for one platform. */
export interface InstallFiles {
  readonly 'package.json': string;
  readonly 'package-lock.json': string;
}

/**
 * node-llama-cpp names its binaries for every platform as optional packages, 725 MB of them. Here all optional
 * packages are left out, and the one of the platform is made a dependency like any other: 85 MB.
 */
export function installFiles(platform: string): InstallFiles {
  const name = `@node-llama-cpp/${platform}`;
  const place = `node_modules/${name}`;
  const dependencies = { 'node-llama-cpp': engineVersion, [name]: engineVersion };
  const manifest = { name: 'wordmill-llama', version: engineVersion, private: true, dependencies };
  const packages = Object.entries<Readonly<Record<string, unknown>>>(lock.packages).map(([path, entry]) => {
    if (path === '') return [path, { ...entry, ...manifest }];
    return [path, path === place ? without(entry, 'optional') : entry];
  });
  const spliced = { ...lock, name: manifest.name, version: manifest.version, packages: Object.fromEntries(packages) };
  return { 'package.json': JSON.stringify(manifest), 'package-lock.json': JSON.stringify(spliced) };
}

function without(entry: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name !== key));
}

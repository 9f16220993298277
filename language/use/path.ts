/** A path of a used file, as it is seen from the file that uses it: one way to write each, beginning with `./` or `../`. */
export function pathFrom(usedFile: string, path: string): string {
  return isAbsolute(path) ? path : normal(`${folderOf(usedFile)}/${path}`);
}

/** The path of a file that is used, in the one way to write it. */
export function normalPath(path: string): string {
  return isAbsolute(path) ? path : normal(path);
}

/** True of what names a place relative to the file: no address, no known name, nothing of the environment. */
export function isRelativePath(text: string, suffix: string): boolean {
  const names = /\$\{|^[a-z][a-z0-9+.-]+:/i.test(text) || isAbsolute(text);
  return !names && (text.endsWith(suffix) || text.includes('/'));
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\~]|[A-Za-z]:[/\\])/.test(path);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'))) || (path.startsWith('/') ? '' : '.');
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const joined = parts.join('/');
  if (path.startsWith('/')) return `/${joined}`;
  return parts[0] === '..' ? joined : `./${joined}`;
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Path of the Chromium that drives VS Code in a browser: the one that CHROMIUM names, else the first on the path. */
export function findChromium() {
  const { CHROMIUM: named, PATH: path = '' } = process.env;
  if (named !== undefined && named !== '') return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

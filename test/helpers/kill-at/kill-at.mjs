/**
 * Loaded into a run before it begins (`--import`): ends the process by SIGKILL before the operation KILL_AT of those that
 * change something below the folders KILL_BELOW; without KILL_AT it says at the end how many there were.
 */
import { writeFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const files = createRequire(import.meta.url)('node:fs/promises');
const folders = process.env.KILL_BELOW.split(':');
const below = (path) => folders.some((folder) => String(path).startsWith(folder));
const at = Number(process.env.KILL_AT ?? -1);
const watched = new WeakSet();
let operations = 0;

function step() {
  if (operations++ === at) process.kill(process.pid, 'SIGKILL');
}

for (const name of ['rename', 'link', 'rm']) {
  const original = files[name];
  files[name] = (path, ...rest) => {
    if (below(path)) step();
    return original(path, ...rest);
  };
}
const { open } = files;
files.open = async (path, ...rest) => {
  const isOurs = below(path);
  if (isOurs) step();
  const handle = await open(path, ...rest);
  if (!isOurs || watched.has(handle)) return handle;
  watched.add(handle);
  for (const name of ['write', 'datasync', 'sync', 'truncate']) {
    const original = handle[name].bind(handle);
    handle[name] = (...given) => {
      step();
      return original(...given);
    };
  }
  return handle;
};
syncBuiltinESMExports();
if (process.env.KILL_COUNT) process.on('exit', () => writeFileSync(process.env.KILL_COUNT, `${operations}`));

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder } from '#models';

it.each<[NodeJS.Platform, Readonly<Record<string, string>>, string]>([
  ['linux', { HOME: '/home/a' }, join('/home/a', '.cache', 'wordmill')],
  ['linux', { HOME: '/home/a', XDG_CACHE_HOME: '/fast' }, join('/fast', 'wordmill')],
  ['darwin', { HOME: '/Users/a' }, join('/Users/a', 'Library', 'Caches', 'wordmill')],
  ['win32', { LOCALAPPDATA: 'C:\\a' }, join('C:\\a', 'wordmill', 'Cache')],
  ['win32', { USERPROFILE: 'C:\\a' }, join('C:\\a', 'AppData', 'Local', 'wordmill', 'Cache')],
  ['linux', { HOME: '/home/a', XDG_CACHE_HOME: '/fast', WORDMILL_CACHE: '/here' }, '/here'],
])('the cache on %s with %j is %s', (platform, variables, folder) => {
  expect(cacheFolder((name) => variables[name], platform)).toBe(folder);
});

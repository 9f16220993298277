import { join } from 'node:path';
import { homeFolder } from '#hub';

/**
 * The absolute folder where weights and the embedded engine are kept: WORDMILL_CACHE, else `wordmill` in the folder
 * that the system has for caches.
 */
export function cacheFolder(
  environment: (name: string) => string | undefined,
  platform: NodeJS.Platform = process.platform,
): string {
  const own = environment('WORDMILL_CACHE');
  if (own) return own;
  const home = homeFolder(environment);
  switch (platform) {
    case 'win32':
      return join(environment('LOCALAPPDATA') || join(home, 'AppData', 'Local'), 'wordmill', 'Cache');
    case 'darwin':
      return join(environment('XDG_CACHE_HOME') || join(home, 'Library', 'Caches'), 'wordmill');
    default:
      return join(environment('XDG_CACHE_HOME') || join(home, '.cache'), 'wordmill');
  }
}

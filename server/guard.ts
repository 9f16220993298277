import type { View } from '#features';

/** Writes one message into the editor's log. */
export type Log = (message: string) => void;

/**
 * Runs one feature on one document. A bug in it answers the request with nothing and logs where it happened, and
 * everything else goes on.
 */
export async function guarded<R>(log: Log, feature: string, view: View, run: () => R | Promise<R>): Promise<R | null> {
  try {
    return await run();
  } catch (error) {
    log(describeFailure(feature, view.uri, view.version, error));
    return null;
  }
}

export function describeFailure(feature: string, uri: string, version: number, error: unknown): string {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${feature} failed on ${uri}, version ${version}: ${reason}`;
}

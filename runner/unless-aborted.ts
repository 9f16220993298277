/**
 * What was promised, or the signal's reason as soon as it is aborted. What is awaited goes on by itself, since others may
 * wait for it too.
 */
export async function unlessAborted<T>(promised: Promise<T>, signal: AbortSignal): Promise<T> {
  let release = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    release = () => signal.removeEventListener('abort', abort);
  });
  try {
    return await Promise.race([promised, aborted]);
  } finally {
    release();
  }
}

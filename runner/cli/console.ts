/** Where a command speaks: results for programs and pipes, talk for people. Arguments, so that tests can listen. */
export interface Console {
  /** One line (or block) on stdout. */
  result(text: string): void;
  /** One line on stderr. */
  talk(text: string): void;
  /** Progress on stderr: on a terminal one line that is painted over, in a pipe a plain line now and then. */
  progress(text: string): void;
  /** Removes the line of progress. */
  endProgress(): void;
}

const plainEveryMs = 10_000;

/** The console of this process. */
export function processConsole(): Console {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  let painted = false;
  let lastPlainMs = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (painted) stderr.write('\r\x1b[2K');
    painted = false;
  };
  return {
    result(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    talk(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (stderr.isTTY) {
        clear();
        stderr.write(text.slice(0, Math.max(20, (stderr.columns ?? 80) - 1)));
        painted = true;
        return;
      }
      const now = performance.now();
      if (now - lastPlainMs < plainEveryMs) return;
      lastPlainMs = now;
      stderr.write(`${text}\n`);
    },
    endProgress: clear,
  };
}

/** Who listened has gone (`| head`): a run goes on without being heard. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Exit codes of the command line. */
export const exitCodes = {
  fine: 0,
  /** The strategy has problems, or a test failed. */
  problems: 1,
  usage: 2,
  /** The run could not finish; what it has is safe. */
  unfinished: 3,
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one sentence on stderr and an exit code. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

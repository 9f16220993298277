/** What `wordmill run --help` says beyond its options. */
export const runHelp = `
A folder that holds a run of another strategy, or of other inputs, is refused with what changed. With --fork the run goes to the
first of DIR-2, DIR-3 and so on that holds none, and the same command goes on there.

With --target NAME the run is set up in the output folder, which all machines of the target must share under the same
path, and sent to the target. Then its progress is followed here until it is done, as it would be of a run on this machine.
Ctrl-C ends the following and leaves the workers running: the same command follows them again, and with --cancel it ends
them, after they have finished what is in flight. Running the same command after all workers have ended resumes what is left.

Workers need node (20.20 or later): the one in PATH, or the one that WORDMILL_NODE names there. On Ray, WORDMILL_NODE=carry
takes this machine's own along. Environment variables that the strategy names must be set where the workers run: Slurm
hands on those of this command, Ray must have been started with them, so that no key is sent through its interface.

Where a model has \`serve\`, the run starts its server on this machine, or each worker its own: at the port of base_url, plus the
worker's number where there are several. A budget and mix.tokens are shared out evenly among the workers.`;

/** What `wordmill worker --help` says beyond its options. */
export const workerHelp = `
The folder must have been set up: by \`wordmill run FILE --target NAME\`, or by \`wordmill run FILE --output DIR --set-up\` for
anything else that can start N processes, such as an indexed job. Worker I does every slice whose number leaves the rest I
when it is divided by N. Any of them can be killed and started again, elsewhere too; where one runs twice, one of the two
waits, and only one can finish a slice. The first SIGTERM, SIGUSR1 or Ctrl-C lets what is in flight end.
When all workers have ended with 0, \`wordmill worker DIR --last --of N\` ends the run.

Exit codes: 0 all of its part is done · 2 wrong usage · 3 it could not finish · 130 it was told to end; what it has is safe.`;

/** What `wordmill estimate --help` says beyond its options. */
export const estimateHelp = `
The corpus is looked into here and there, or read whole where it is small, and its documents are planned as a run does. Then
some of their work is really done, for at most half a minute, $0.25 and a twentieth of the strategy's budget; what comes is not kept.
Each number has a low, a likely and a high value: of 100 such intervals about 95 hold what a run comes to, where models were asked.
Without a probe, answers and speed are guesses from the strategy, and no model is contacted. What was assumed is said on stderr.`;

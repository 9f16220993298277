import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

/** `wordmill serve` as the editor has it. */
export function startService(runner) {
  const child = spawn(process.execPath, [runner, 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  return {
    connection,
    /** Milliseconds that the service has worked so far; undefined where the system does not say. */
    worked() {
      try {
        // User and system time, in hundredths of a second, behind the name in brackets.
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
        return (Number(fields[11]) + Number(fields[12])) * 10;
      } catch {
        return undefined;
      }
    },
    async stop() {
      const gone = once(child, 'exit');
      connection.end();
      child.stdin.end();
      await gone;
    },
  };
}

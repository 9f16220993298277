/**
 * The language server as a program: `wordmill-language-server --stdio` (which is `dist/server.cjs`), or over the channel that
 * a VS Code client names. It looks at the files around a strategy, reads the strategies that it uses, those of the workspace
 * and what the last run found, and writes none.
 */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeFiles } from './node-files.ts';
import { serve } from './server.ts';

const channels = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.some((argument) => channels.some((channel) => argument.startsWith(channel)))) {
  const page = (name: string): string => resolve(import.meta.dirname, '../docs', name);
  const address = (name: string): string => pathToFileURL(page(name)).href;
  serve(createConnection(ProposedFeatures.all), {
    files: nodeFiles,
    environment: Object.keys(process.env),
    later: setImmediate,
    ...(existsSync(page('problems.md'))
      ? { reference: { problems: address('problems.md'), evidence: address('evidence.md') } }
      : {}),
  });
} else {
  process.stderr.write(
    'This is the Wordmill language server for an editor to start: wordmill-language-server --stdio\n',
  );
  process.exitCode = 2;
}

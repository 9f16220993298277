import { Command, InvalidArgumentError, Option } from 'commander';
import { exitCodes, type ExitCode } from '../exit.ts';
import type { CommandContext } from './context.ts';
import { estimateHelp, runHelp, workerHelp } from './help.ts';

export interface ProgramOptions {
  readonly version: string;
  readonly context: CommandContext;
  /** Told the exit code of the command that ran. */
  readonly ended: (exitCode: ExitCode) => void;
}

/**
 * The command line. Each command's module is loaded when the command is called, so that `--help` and `check` need not
 * wait for HTTP clients and file formats.
 */
export function createProgram({ version, context, ended }: ProgramOptions): Command {
  const program = new Command('wordmill')
    .description('Rephrase web documents into synthetic pretraining data, by a strategy.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .exitOverride();
  const model = new Option(
    '--model <NAME=WHERE>',
    'send a model’s requests elsewhere: a URL, mock:echo, mock:FILE or gguf:NAME; * is all models',
  )
    .argParser(collect)
    .default([], 'as the strategy says');

  program
    .command('check')
    .description('say what is wrong with strategy files; exit 1 where there is an error')
    .argument('<FILE...>', 'strategy files')
    .addOption(format(['text', 'json', 'github'], 'text'))
    .option('--no-evidence', 'leave out what studies say of choices in the strategy')
    .action(async (files: string[], options: { format: 'text' | 'json' | 'github'; evidence: boolean }) => {
      const { check } = await import('./check.ts');
      ended(await check(files, options, context.console));
    });

  program
    .command('format')
    .description('give strategy files the usual white space; comments and prompts stay as they are')
    .argument('<FILE...>', 'strategy files')
    .option('--check', 'change nothing, and exit 1 where a file would be changed', false)
    .action(async (files: string[], options: { check: boolean }) => {
      const { format: formatFiles } = await import('./format.ts');
      ended(await formatFiles(files, options.check, context.console));
    });

  program
    .command('preview')
    .description('rephrase one document, or a few of the corpus, exactly as a run would')
    .argument('<FILE>', 'strategy file')
    .option('--document <PATH>', 'document to rephrase; - reads standard input (default: a sample of the corpus)')
    .option('--rephrasing <NAME>', 'only this rephrasing; may be given several times', collect, [])
    .addOption(model)
    .option('--samples <N>', 'so many documents of the seeded sample of the corpus', wholeNumber, 1)
    .addOption(format(['text', 'json'], 'text'))
    .action(async (file: string, options) => {
      const { preview } = await import('./preview.ts');
      ended(await preview(file, options, context));
    });

  program
    .command('test')
    .description('do the tests of strategies; exit 1 where one fails')
    .argument('<FILE...>', 'strategy files')
    .addOption(model)
    .addOption(format(['text', 'json'], 'text'))
    .action(async (files: string[], options) => {
      const { test } = await import('./test.ts');
      ended(await test(files, options, context));
    });

  program
    .command('estimate')
    .description('say what a run would cost: requests, tokens, dollars, time, each with an interval')
    .argument('<FILE>', 'strategy file')
    .option('--output <DIR>', 'folder of the run: the estimate is put there, and the report compares it with what came')
    .option('--limit <N>', 'at most so many documents', wholeNumber)
    .option('--target <NAME>', 'for a run on a target of the strategy, with its workers')
    .option('--no-probe', 'ask no model; what answers cost is a guess then')
    .addOption(model)
    .addOption(format(['text', 'json'], 'text'))
    .addHelpText('after', estimateHelp)
    .action(async (file: string, options) => {
      const { estimate } = await import('./estimate.ts');
      ended(await estimate(file, options, context));
    });

  program
    .command('run')
    .description('rephrase the whole corpus; the same command again resumes a run that was interrupted')
    .argument('<FILE>', 'strategy file')
    .option('--output <DIR>', 'folder for the run (default: output.to of the strategy)')
    .option('--limit <N>', 'at most so many documents', wholeNumber)
    .option('--retry-failed', 'ask again for the pieces whose requests failed for good', false)
    .option('--fork', 'where the folder holds a run of another strategy, run into DIR-2, DIR-3 and so on', false)
    .option('--target <NAME>', 'send the run to a target of the strategy, and follow it from here')
    .option('--set-up', 'only set the folder up, for `wordmill worker` to be started by other means', false)
    .option('--cancel', 'with --target: end the workers of a run that was sent there; what is finished is safe', false)
    .addOption(model)
    .addOption(format(['text', 'json'], 'text'))
    .addHelpText('after', runHelp)
    .action(async (file: string, options) => {
      const { run } = await import('./run.ts');
      ended(await run(file, options, context));
    });

  program
    .command('worker')
    .description('do one worker’s part of a run that was set up; targets start it')
    .argument('<DIR>', 'folder of the run, which all workers share')
    .option('--index <I>', 'number of this worker, from 0', wholeNumberFromZero)
    .option('--of <N>', 'number of workers', wholeNumber)
    .option('--last', 'do the last step, once all slices are finished', false)
    .addOption(format(['text', 'json'], 'text'))
    .addHelpText('after', workerHelp)
    .action(async (folder: string, options) => {
      const { worker } = await import('./worker.ts');
      ended(await worker(folder, options, context));
    });

  program
    .command('status')
    .description('say how a run stands, from its folder alone')
    .argument('<DIR>', 'folder of a run')
    .addOption(format(['text', 'json'], 'text'))
    .action(async (folder: string, options: { format: 'text' | 'json' }) => {
      const { status } = await import('./status.ts');
      ended(await status(folder, options.format, context.console));
    });

  program
    .command('report')
    .description('write report.html and README.md of a run anew; json says what is in them')
    .argument('<DIR>', 'folder of a run')
    .addOption(format(['text', 'json'], 'text'))
    .action(async (folder: string, options: { format: 'text' | 'json' }) => {
      const { report } = await import('./report.ts');
      ended(await report(folder, options.format, context.console));
    });

  program
    .command('compare')
    .description('put runs side by side: shares kept, tokens, measures, variety, and texts of the same passages')
    .argument('<DIR...>', 'folders of two or more runs')
    .addOption(format(['text', 'json'], 'text'))
    .action(async (folders: string[], options: { format: 'text' | 'json' }) => {
      const { compare } = await import('./compare.ts');
      ended(await compare(folders, options.format, context.console));
    });

  const models = program
    .command('models')
    .description('fetch local models, list what is there, test a strategy’s models');
  models
    .command('pull')
    .description('fetch a model and the engine that runs it into the cache')
    .argument('<NAME>', 'a known name, or hf:ORG/REPO/FILE.gguf')
    .action(async (name: string) => {
      const { pull } = await import('./models.ts');
      ended(await pull(name, context));
    });
  models
    .command('list')
    .description('known models, what is in the cache, and servers that answer on this machine')
    .addOption(format(['text', 'json'], 'text'))
    .action(async (options: { format: 'text' | 'json' }) => {
      const { list } = await import('./models.ts');
      ended(await list(options.format, context));
    });
  models
    .command('test')
    .description('send each model of a strategy one small real request')
    .argument('<FILE>', 'strategy file')
    .addOption(model)
    .addOption(format(['text', 'json'], 'text'))
    .action(async (file: string, options) => {
      const { test } = await import('./models.ts');
      ended(await test(file, options, context));
    });

  program
    .command('init')
    .description('write a first strategy and two documents into a folder')
    .argument('<DIR>', 'a folder; nothing that is there is overwritten')
    .action(async (folder: string) => {
      const { init } = await import('./init.ts');
      ended(await init(folder, context.initFolder, context.console));
    });

  program
    .command('schema')
    .description('print the JSON Schema of strategy files, for editors without the language server')
    .action(async () => {
      const { jsonSchema } = await import('#language');
      context.console.result(JSON.stringify(jsonSchema(), null, 2));
      ended(exitCodes.fine);
    });

  program
    .command('serve')
    .description('previews for an editor, as JSON-RPC on standard input and output')
    .action(async () => {
      const { serve } = await import('../serve.ts');
      await serve({ input: process.stdin, output: process.stdout, context });
      ended(exitCodes.fine);
    });

  return program;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function wholeNumberFromZero(text: string): number {
  return text === '0' ? 0 : wholeNumber(text);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number of 1 or more.');
  return number;
}

function format(choices: readonly string[], usual: string): Option {
  return new Option('--format <FORMAT>', 'form of the output').choices(choices).default(usual);
}

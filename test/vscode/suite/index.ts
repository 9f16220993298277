/**
 * What VS Code runs inside the extension host: it requires this module and awaits `run`. The results go to the file that
 * SUITE_REPORT names, after every test, so that a host that dies or hangs is known by its last one.
 */
import { renameSync, writeFileSync } from 'node:fs';

interface TestReport {
  readonly title: string;
  readonly state: 'passed' | 'failed';
  readonly milliseconds: number;
  readonly error: string | null;
}

/** A condition that has not come true by then never will. */
const timeoutMs = 20_000;

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, color: false });
  // Makes `describe` and `it` global, which mocha does itself only for files that it loads.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./language.ts');
  await import('./preview.ts');
  await import('./compare.ts');
  await import('./prompt.ts');
  await import('./grid.ts');
  await import('./inline.ts');
  await import('./run.ts');
  await import('./tests.ts');
  await import('./commands.ts');

  const tests: TestReport[] = [];
  const write = (finished: boolean): void => {
    const file = process.env['SUITE_REPORT'] ?? '';
    writeFileSync(`${file}.part`, JSON.stringify({ finished, tests }));
    renameSync(`${file}.part`, file);
  };
  const failures = await new Promise<number>((done) => {
    const report = (test: Mocha.Test, error: Error | null): void => {
      const title = test.fullTitle();
      const milliseconds = test.duration ?? 0;
      tests.push({ title, state: error ? 'failed' : 'passed', milliseconds, error: error?.stack ?? null });
      write(false);
    };
    mocha
      .run(done)
      .on('pass', (test) => report(test, null))
      .on('fail', (test, error: Error) => report(test, error));
  });
  write(true);
  if (failures > 0) throw new Error(`${failures} failed`);
}

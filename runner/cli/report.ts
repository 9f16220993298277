import { resolve } from 'node:path';
import { setMeasureWarning } from '#engine';
import { writeReport } from '#store';
import { type ExitCode, exitCodes } from '../exit.ts';
import type { Console } from './console.ts';

/** `wordmill report DIR`: writes report.html and README.md anew, and says what stands in them. */
export async function report(folder: string, format: 'text' | 'json', console: Console): Promise<ExitCode> {
  const written = await writeReport(resolve(folder));
  if (format === 'json') console.result(JSON.stringify({ ...written, warning: setMeasureWarning }, null, 2));
  else console.result(written.report);
  return exitCodes.fine;
}

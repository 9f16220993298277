import type { Problem } from '../../problem.ts';
import { problem } from '../problem.ts';
import type { FindingsFile } from './index.ts';
import { share } from './shares.ts';

/** Above this share it is more than a few stray answers. */
const tooMany = 0.05;

/** Rephrasings of which nothing came, or nothing but empty answers too often. */
export function noOutput({ requests, findings }: FindingsFile): readonly Problem[] {
  return requests.flatMap(({ name, span }) => {
    const found = findings.get(name);
    if (found === undefined || found.rejects === 0) return [];
    const answers = found.records + found.rejects;
    if (found.noOutput > tooMany * answers) {
      const message = `In the last run ${share(found.noOutput, answers)} of the answers of \`${name}\` were empty when they had been cleaned.`;
      return [problem('run-no-output', span, message)];
    }
    if (found.records > 0) return [];
    const message = `In the last run \`${name}\` gave no record: ${answers === 1 ? 'its one answer was' : `all ${answers} answers were`} rejected.`;
    return [problem('run-no-output', span, message)];
  });
}

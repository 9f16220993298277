import { problem } from '../problem.ts';
import type { SizedModel } from './facts.ts';
import { sizeInLetters } from './model-size.ts';
import { ablations, type EvidenceNote } from './note.ts';

/** Names that say 8B are of 8.03 billion parameters, and such like. */
const roomForNames = 0.5e9;

function sizeInWords({ name, parameters, said }: SizedModel): string {
  return `\`${name}\` has ${sizeInLetters(parameters)} parameters${said ? '' : ' by its name'}`;
}

/** Rephrasers of less than 3B parameters. */
export const smallRephrasers: EvidenceNote = ({ models, rephrasers }) =>
  models
    .filter(({ name, parameters }) => rephrasers.has(name) && parameters < 3e9)
    .map((model) =>
      problem(
        'evidence-small-rephraser',
        model.span,
        `${sizeInWords(model)}: rephrasers of 1B came to 47.3, of 3B to 48.8 and of 8B to 49.2 (${ablations}). FinePhrase finds 1B enough for simple prompts and 4B for complex ones, REWIRE finds 70B needed.`,
      ),
    );

/** Rephrasers of more than 8B parameters. */
export const largeRephrasers: EvidenceNote = ({ models, rephrasers }) =>
  models
    .filter(({ name, parameters }) => rephrasers.has(name) && parameters > 8e9 + roomForNames)
    .map((model) =>
      problem(
        'evidence-large-rephraser',
        model.span,
        `${sizeInWords(model)}: rephrasers of 8B came to 49.2, 0.4 above those of 3B, and one of 14B to 49.5 (${ablations}). A study of over 1,000 models found none above 8B better; REWIRE finds 70B needed, and RePro a trained 4B better than 70B.`,
      ),
    );

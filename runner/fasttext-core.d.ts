/** What is used of fastText's WebAssembly build, an Emscripten module; the package has no types for it. */
declare module 'fasttext.wasm/dist/core/fasttext.mjs' {
  /** Pairs of a probability and a label such as `__label__en`, in memory that has to be given back. */
  interface Predictions {
    size(): number;
    get(index: number): readonly [number, string];
    delete(): void;
  }

  interface FastText {
    loadModel(path: string): void;
    predict(line: string, most: number, leastProbability: number): Predictions;
  }

  interface FastTextModule {
    readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
    readonly FastText: new () => FastText;
  }

  export default function create(options: {
    readonly wasmBinary: Uint8Array;
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }): Promise<FastTextModule>;
}

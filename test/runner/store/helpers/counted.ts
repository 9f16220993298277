import type { Source } from '#store';

/** The source, and the bytes that are read of it. */
export function counted(source: Source): { readonly source: Source; readonly read: () => number } {
  let bytesRead = 0;
  const files = source.files.map((file) => ({
    ...file,
    bytes: {
      ...file.bytes,
      stream: (from: number) =>
        file.bytes.stream(from).on('data', (chunk: Buffer) => {
          bytesRead += chunk.length;
        }),
      async open() {
        const opened = await file.bytes.open();
        return {
          ...opened,
          slice(begin: number, end: number) {
            bytesRead += end - begin;
            return opened.slice(begin, end);
          },
        };
      },
    },
  }));
  return { source: { ...source, files }, read: () => bytesRead };
}

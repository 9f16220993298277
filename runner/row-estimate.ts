import type { Place, Source } from '#store';

/** How many rows the sources have: exact where files are single documents or were read to the end, else by their bytes. */
export interface RowEstimate {
  /** Reading of the source has come to this place. */
  seen(source: Source, place: Place, ended: boolean): void;
  /** Rows of all sources together; null as long as nothing tells. */
  rows(sources: readonly Source[]): number | null;
}

export function createRowEstimate(): RowEstimate {
  const places = new Map<Source, { readonly place: Place; readonly ended: boolean }>();

  function rowsOf(source: Source): number | null {
    if (source.kind === 'documents') return source.files.length;
    const seen = places.get(source);
    if (seen === undefined) return null;
    const { place, ended } = seen;
    if (ended) return place.row;
    // Compressed files do not say how far in their bytes a row is.
    return place.offset > 0 ? Math.round((place.row / place.offset) * source.sizeBytes) : null;
  }

  return {
    seen: (source, place, ended) => void places.set(source, { place, ended }),
    rows(sources) {
      const known = sources.map(rowsOf);
      const readable = sources.filter((_, index) => known[index] !== null);
      if (readable.length === 0) return null;
      const rows = known.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      const bytes = readable.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const all = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      return bytes === 0 ? rows : Math.round((rows / bytes) * all);
    },
  };
}

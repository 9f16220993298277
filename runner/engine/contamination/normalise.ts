/**
 * The words of a text as benchmarks are compared: decomposed (NFD), without diacritics, in lower case, runs of letters,
 * numbers and underscores. So Cosmopedia does (huggingface/cosmopedia, decontamination).
 */
export function comparedWords(text: string): readonly string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? []
  );
}

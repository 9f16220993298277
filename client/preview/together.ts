import type { PreviewedDocument } from '#protocol';

/**
 * Waits for previews that run beside each other, and makes one of those that came to something.
 * @throws the first failure, once all have come to their end
 */
export async function together(
  previews: readonly Promise<PreviewedDocument | undefined>[],
): Promise<PreviewedDocument | undefined> {
  const ended = await Promise.allSettled(previews);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  const previewed = ended.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
  const [first] = previewed;
  return first && { ...first, results: previewed.flatMap(({ results }) => results) };
}

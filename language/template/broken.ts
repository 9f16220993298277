import type { Span } from '../span.ts';
import type { BrokenNode, Expression } from './tree.ts';

/** The node that stands where nothing could be read, around what could be. */
export function broken(span: Span, children: readonly Expression[] = []): BrokenNode {
  return { kind: 'broken', span, children };
}

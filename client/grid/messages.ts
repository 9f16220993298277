/** What the panel is told to show: everything is words already. Places are those of the grid. */
export interface GridView {
  readonly frame: FrameView;
  readonly cells: readonly CellView[];
}

/** All but the cells. */
export interface FrameView {
  readonly title: string;
  /** How far it is, in a few words. */
  readonly progress: string;
  /** What a screen reader says when it changes; it changes seldom. */
  readonly announcement: string;
  readonly running: boolean;
  readonly models: readonly string[];
  readonly columns: readonly ColumnView[];
  readonly rows: readonly RowView[];
}

export interface ColumnView {
  /** Place among the models. */
  readonly model: number;
  readonly rephrasing: string;
  readonly footer: readonly string[];
}

export interface RowView {
  /** Place among the grid's rows. */
  readonly row: number;
  readonly title: string;
  readonly beginning: string;
  readonly pairs: readonly { readonly rephrasing: string; readonly title: string; readonly label: string }[];
}

export interface CellView {
  /** Place among the grid's cells. */
  readonly cell: number;
  readonly mood: 'quiet' | 'busy' | 'kept' | 'rejected' | 'failed';
  readonly parts: readonly PartView[];
  /** Tokens, cost, time. */
  readonly facts: string;
  /** For a screen reader. */
  readonly label: string;
}

export interface PartView {
  readonly mood: CellView['mood'];
  readonly title: string;
  readonly text: string;
  readonly notes: readonly string[];
}

/** From the extension to the panel. `keep` is what the panel gives back after the window was reloaded. */
export type ToPanel =
  | { readonly kind: 'show'; readonly view: GridView }
  | { readonly kind: 'change'; readonly frame: FrameView; readonly cells: readonly CellView[] }
  | { readonly kind: 'keep'; readonly grid: unknown };

/** From the panel to the extension. */
export type FromPanel =
  | { readonly kind: 'ready' | 'run' | 'again' | 'cancel' | 'export' }
  | { readonly kind: 'open'; readonly cell: number }
  | { readonly kind: 'pair'; readonly row: number; readonly rephrasing: string };

/** What a panel has said, if it is something that a panel says. */
export function readMessage(message: unknown): FromPanel | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const { kind } = message;
  switch (kind) {
    case 'ready':
    case 'run':
    case 'again':
    case 'cancel':
    case 'export':
      return { kind };
    case 'open':
      return 'cell' in message && typeof message.cell === 'number' ? { kind, cell: message.cell } : undefined;
    case 'pair':
      if (!('row' in message) || typeof message.row !== 'number') return undefined;
      if (!('rephrasing' in message) || typeof message.rephrasing !== 'string') return undefined;
      return { kind, row: message.row, rephrasing: message.rephrasing };
    default:
      return undefined;
  }
}

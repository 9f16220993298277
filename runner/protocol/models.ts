import type { PreviewedMessage, StrategyText } from './index.ts';

/** Told whenever it changes. `cold`: not opened yet, or closed again. `gone`: could not be opened, or stopped answering. */
export interface ModelState {
  /** As records call it. */
  readonly label: string;
  /** Name in the strategy. */
  readonly model: string;
  readonly state: 'cold' | 'loading' | 'ready' | 'gone';
  /** What it is at, or what is wrong, in a few words; null where there is nothing to say. */
  readonly detail: string | null;
}

/** Asked of the editor by the service: one of its own models, where a preview is to use it. */
export interface AskEditorModelParams {
  readonly id: string;
  readonly messages: readonly PreviewedMessage[];
}

export interface AskEditorModelResult {
  readonly text: string;
}

export interface TestConnectionParams {
  readonly strategy: StrategyText;
  readonly environment: Readonly<Record<string, string>>;
}

export interface TestConnectionResult {
  readonly models: readonly ConnectionReport[];
}

/** What one model answered to one small real request. */
export interface ConnectionReport {
  readonly model: string;
  readonly ok: boolean;
  /** One sentence: what was asked, where, and what came back. */
  readonly message: string;
  readonly request: string;
  readonly status: number | null;
  /** The first 2,000 characters of the answer. */
  readonly body: string;
  readonly milliseconds: number;
}

import { RephraserError } from '#engine';

/** Weights that could not be fetched, so that no request to their model can be answered: one sentence about why. */
export class PullError extends RephraserError {
  constructor(message: string, details: { readonly cause?: unknown } = {}) {
    super('run', message, details);
    this.name = 'PullError';
  }
}

/** Something a person can do about a refusal: the title of a button and the command behind it. */
export interface Action {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** A command that cannot do what it was asked, in one sentence that says what to do. */
export class Refusal extends Error {
  readonly actions: readonly Action[];

  constructor(message: string, actions: readonly Action[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refusal';
    this.actions = actions;
  }
}

export const showLog: Action = { title: 'Show Log', command: 'wordmill.showLog' };
export const showProblems: Action = { title: 'Show Problems', command: 'workbench.actions.view.problems' };
export const newStrategy: Action = { title: 'New Strategy', command: 'wordmill.newStrategy' };
export const setApiKey: Action = { title: 'Set API Key', command: 'wordmill.setApiKey' };

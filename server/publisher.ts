/** What the publisher needs of the rest. */
export interface PublisherPort {
  /** The newest version of an open document; undefined where it is closed. */
  readonly versionOf: (uri: string) => number | undefined;
  /** Makes the diagnostics of the newest version and sends them. */
  readonly publish: (uri: string) => void;
  /** Calls back when everything that has come in so far is dealt with. */
  readonly later: (callback: () => void) => void;
}

/**
 * Publishes the diagnostics of the newest version. There is no timer: a version is published as soon as one turn of the
 * event loop brings no newer one, so a burst of edits costs one analysis and a single edit waits for nothing.
 */
export class Publisher {
  readonly #port: PublisherPort;
  readonly #waiting = new Map<string, number | undefined>();

  constructor(port: PublisherPort) {
    this.#port = port;
  }

  /** Something about a document has changed: its text, or what is known of the files around it. */
  changed(uri: string): void {
    const known = this.#waiting.has(uri);
    this.#waiting.set(uri, this.#port.versionOf(uri));
    if (!known) this.#await(uri);
  }

  forget(uri: string): void {
    this.#waiting.delete(uri);
  }

  #await(uri: string): void {
    const version = this.#waiting.get(uri);
    // Two turns: the first is the one in which the edit came, and the next message is read in the second.
    this.#port.later(() =>
      this.#port.later(() => {
        if (!this.#waiting.has(uri)) return;
        if (this.#waiting.get(uri) !== version) {
          this.#await(uri);
          return;
        }
        this.#waiting.delete(uri);
        this.#port.publish(uri);
      }),
    );
  }
}

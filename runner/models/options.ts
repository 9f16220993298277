/** What an adapter may know of the machine that it runs on; all of it comes from the outside. */
export interface RephraserOptions {
  /** Looks a `${NAME}` of the strategy up; the values are never written down. */
  readonly environment: (name: string) => string | undefined;
  /** Absolute folder of the strategy file, which its paths are relative to. */
  readonly strategyFolder: string;
  /** Absolute folder of the user's cache, as {@link cacheFolder} finds it. */
  readonly cacheFolder: string;
  /** Absolute path of the runner's script: embedded models live in child processes of it. */
  readonly runnerScript: string;
  /** One plain sentence for people about something that takes long: an installation, a download. */
  readonly onNotice: (text: string) => void;
  /**
   * Absolute folder for what is known of batches, and what is aborted when a run is to end. Only runs have it: elsewhere a model
   * with `batch` is asked request by request.
   */
  readonly batches?: { readonly folder: string; readonly drain: AbortSignal };
  /** Ends what `createRephraser` itself is waiting for. */
  readonly signal: AbortSignal;
}

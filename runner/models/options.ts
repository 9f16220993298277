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
  /** Ends what `createRephraser` itself is waiting for. */
  readonly signal: AbortSignal;
}

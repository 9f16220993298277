/** The strategies of the folders that a client has open. They are read, and nothing is written. */
export interface WorkspaceFiles {
  /** Addresses of the strategies in a folder and below. */
  strategies(folder: string): Promise<readonly string[]>;
  /** The text of a file; undefined where it cannot be read. */
  read(uri: string): Promise<string | undefined>;
}

export type Target = RayTarget | SlurmTarget;

export interface RayTarget {
  readonly kind: 'ray';
  /** Of the dashboard, as written, with `${NAME}` references. */
  readonly address: string;
  readonly workers: number;
  /** GPUs of one worker. */
  readonly gpus: number;
  /** A `${NAME}` reference, for clusters that ask for a token. */
  readonly token: string | null;
}

export interface SlurmTarget {
  readonly kind: 'slurm';
  readonly partition: string | null;
  readonly account: string | null;
  readonly workers: number;
  /** GPUs of one worker. */
  readonly gpus: number;
  /** Time limit of one worker as Slurm writes it, `HH:MM:SS` or `D-HH:MM:SS`; null is the partition's own. */
  readonly time: string | null;
  /** Further options of sbatch. */
  readonly args: readonly string[];
}

export interface HeldModel {
  readonly url: string;
  readonly began: number;
  readonly abandoned: number;
  letGo(count: number): void;
  free(): void;
  hold(): void;
  close(): Promise<void>;
}
export function startHeldModel(): Promise<HeldModel>;

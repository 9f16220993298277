export const rejectingGate: string;
export const rows: readonly { readonly id: string; readonly text: string }[];
export const rejectingLine: number;
export function heldStrategy(url: string): string;
export function makeWorkspace(): Promise<{ readonly folder: string; remove(): Promise<void> }>;

interface StubOptions {
  readonly latency: { readonly kind: 'fixed'; readonly ms: number };
  readonly seed?: number;
  readonly faults?: readonly { readonly kind: string; readonly share: number }[];
  readonly stall?: { readonly atMs: number; readonly ms: number };
  readonly restart?: { readonly atMs: number; readonly ms: number };
  readonly keepAliveMs?: number;
}

interface Stub {
  readonly url: string;
  stats(): { readonly requests: number; readonly faults: number };
  stop(): Promise<void>;
}

/** See server.mjs; what tests ask of it. */
export declare function startStub(options: StubOptions): Promise<Stub>;

import { createHealth, type Health } from './health.ts';
import type { ServerAddress } from './address.ts';
import { openPool, type Pool } from './wire/pool.ts';

/** One server with its connections. */
export interface Server {
  readonly address: ServerAddress;
  readonly pool: Pool;
  /** Requests that are on their way at this moment. */
  inFlight: number;
  /** Whether it can be asked, after failures. */
  readonly health: Health;
  /** Whether it ever answered anything: a server that did is restarting when it is gone, and not a wrong address. */
  answered: boolean;
}

/** Making a connection takes milliseconds where somebody listens. */
const connectMs = 10_000;
/** uvicorn closes a connection that did nothing for 5 s; no request is to run into one that is just being closed. */
const idleMs = 4_000;

/** The connections to a server. None of them waits for less than the request's own deadline: a rephrasing may take minutes. */
export function openServer(address: ServerAddress, concurrency: number | 'auto'): Server {
  const pool = openPool(address.origin, {
    // One more than is needed asks for models.
    connections: concurrency === 'auto' ? null : concurrency + 1,
    connectMs,
    idleMs,
  });
  return { address, pool, inFlight: 0, health: createHealth(), answered: false };
}

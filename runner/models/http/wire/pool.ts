import { WireError } from './reply-head.ts';
import type { ReplySink } from './reply-reader.ts';
import { openWire, placeOf, type Wire, type WireRequest } from './wire.ts';

/** Who waits for a reply: either its last piece comes, or `broken` is called, once; after it was taken back nothing is. */
export interface Waiting extends ReplySink {
  /** The connection could not be made, or broke. */
  broken(error: Error): void;
}

/** The connections to one server. */
export interface Pool {
  /**
   * Sends a request over a connection that is free, over a further one, or over the next that becomes free.
   * @returns a function that takes it back: what is on its way is cut off, and nobody is told anything more of it
   */
  send(request: WireRequest, waiting: Waiting): () => void;
  /** Closes all connections; requests on their way break. */
  destroy(): void;
}

export interface PoolOptions {
  /** The most connections at a time, or null where only the requests tell. */
  readonly connections: number | null;
  /** How long it may take until a connection is made. */
  readonly connectMs: number;
  /** A connection that did nothing for so long is closed. */
  readonly idleMs: number;
}

/** A server that says how long it keeps a connection may close it so much sooner. */
const keepMarginMs = 1_000;

const receivedBytes = 64 * 1024;

interface Task {
  /** Null as soon as it is sent: nothing needs it any longer. */
  request: WireRequest | null;
  readonly waiting: Waiting;
  on: Connection | null;
}

interface Connection {
  readonly wire: Wire;
  task: Task | null;
  /** When it is closed if nothing needs it; of `performance.now()`. */
  idleUntilMs: number;
}

/** @param origin scheme, host and port */
export function openPool(origin: string, { connections, connectMs, idleMs }: PoolOptions): Pool {
  const place = placeOf(origin);
  const received = Buffer.allocUnsafeSlow(receivedBytes);
  const sessions = { last: null };
  const most = connections ?? Number.POSITIVE_INFINITY;
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  const queue = new Set<Task>();
  /** Connections that are being made. */
  let opening = 0;
  let sweep: NodeJS.Timeout | null = null;
  let isDestroyed = false;

  function open(): void {
    opening++;
    let isOpen = false;
    const wire = openWire(place, connectMs, received, sessions, {
      opened() {
        isOpen = true;
        opening--;
        free(connection, null);
      },
      replied(keepMs) {
        connection.task = null;
        free(connection, keepMs);
      },
      closed(error) {
        all.delete(connection);
        forgetIdle(connection);
        if (!isOpen) opening--;
        // One that could not be made was made for some request, and which of those that wait is all the same.
        const broken = isOpen ? connection.task : first(queue);
        connection.task = null;
        if (broken !== null) queue.delete(broken);
        broken?.waiting.broken(error);
        openForQueue();
      },
    });
    const connection: Connection = { wire, task: null, idleUntilMs: 0 };
    all.add(connection);
  }

  function openForQueue(): void {
    if (isDestroyed) return;
    while (opening < queue.size && all.size < most) open();
  }

  /** The connection has nothing to do any more. */
  function free(connection: Connection, keepMs: number | null): void {
    const longestMs = keepMs === null ? idleMs : Math.min(idleMs, keepMs - keepMarginMs);
    if (keepMs === 0 || isDestroyed) return connection.wire.close();
    const next = first(queue);
    if (next !== null) {
      queue.delete(next);
      return start(connection, next);
    }
    if (longestMs <= 0) return connection.wire.close();
    connection.idleUntilMs = performance.now() + longestMs;
    idle.push(connection);
    sweep ??= setTimeout(closeIdle, longestMs);
  }

  function start(connection: Connection, task: Task): void {
    const { request } = task;
    if (request === null) throw new TypeError('A request is sent once.');
    connection.task = task;
    task.on = connection;
    task.request = null;
    connection.wire.send(request, task.waiting);
  }

  /** The connection that became free last, so that those which are not needed grow old; null where none is free. */
  function takeIdle(): Connection | null {
    const nowMs = performance.now();
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) {
      if (connection.idleUntilMs > nowMs && connection.wire.isUsable) return connection;
      connection.wire.close();
    }
    return null;
  }

  function closeIdle(): void {
    sweep = null;
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const connection of idle.splice(0)) {
      if (connection.idleUntilMs <= nowMs) connection.wire.close();
      else {
        idle.push(connection);
        nextMs = Math.min(nextMs, connection.idleUntilMs - nowMs);
      }
    }
    // Not for each of them alone: a few milliseconds more do no harm.
    if (idle.length > 0) sweep = setTimeout(closeIdle, nextMs + 10);
  }

  function forgetIdle(connection: Connection): void {
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
  }

  return {
    send(request, waiting) {
      const task: Task = { request, waiting, on: null };
      if (isDestroyed) {
        waiting.broken(new WireError('it is closed'));
        return () => undefined;
      }
      const connection = takeIdle();
      if (connection === null) {
        queue.add(task);
        openForQueue();
      } else start(connection, task);
      return () => {
        if (queue.delete(task) || task.on?.task !== task) return;
        task.on.task = null;
        task.on.wire.close();
      };
    },
    destroy() {
      isDestroyed = true;
      if (sweep !== null) clearTimeout(sweep);
      for (const { wire } of all) wire.close();
      for (const { waiting } of queue) waiting.broken(new WireError('it is closed'));
      queue.clear();
    },
  };
}

function first<T>(values: ReadonlySet<T>): T | null {
  for (const value of values) return value;
  return null;
}

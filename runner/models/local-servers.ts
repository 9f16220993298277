import { send } from './http/send.ts';
import { openPool } from './http/wire/pool.ts';
import { elements, member, parseJson, stringOf } from './json.ts';

/** A server that answers on this machine. */
export interface ListedServer {
  /** What usually listens on the port; another program may be there instead. */
  readonly name: string;
  /** What `base_url` takes. */
  readonly url: string;
  readonly models: readonly string[];
}

export interface ServerPlace {
  readonly name: string;
  readonly port: number;
}

/** The ports on which servers of the chat interface listen unless they are told otherwise. */
export const usualServers: readonly ServerPlace[] = [
  { name: 'vLLM', port: 8000 },
  { name: 'llama-server', port: 8080 },
  { name: 'Ollama', port: 11434 },
  { name: 'LM Studio', port: 1234 },
  { name: 'SGLang', port: 30000 },
];

/** A server on this machine that takes longer to name its models is not worth waiting for in a list. */
const patienceMs = 1000;

/** Asks all places at the same time, and gives those that name models, in the order of the places. */
export async function findServers(
  places: readonly ServerPlace[],
  signal: AbortSignal,
): Promise<readonly ListedServer[]> {
  const found = await Promise.all(places.map((place) => findServer(place, signal)));
  return found.filter((server) => server !== null);
}

async function findServer(place: ServerPlace, signal: AbortSignal): Promise<ListedServer | null> {
  signal.throwIfAborted();
  const origin = `http://127.0.0.1:${place.port}`;
  const pool = openPool(origin, { connections: 1, connectMs: patienceMs, idleMs: patienceMs });
  const soon = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  soon.addEventListener('abort', pool.destroy);
  try {
    const reply = await send(pool, { head: 'GET /v1/models HTTP/1.1\r\naccept: application/json\r\n', body: null })
      .reply;
    const data = member(parseJson(await reply.text()), 'data');
    if (reply.status !== 200 || !Array.isArray(data)) return null;
    const models = elements(data).flatMap((entry) => stringOf(member(entry, 'id')) ?? []);
    return { name: place.name, url: `${origin}/v1`, models };
  } catch {
    // Most ports are closed: that is what is being found out.
    signal.throwIfAborted();
    return null;
  } finally {
    soon.removeEventListener('abort', pool.destroy);
    pool.destroy();
  }
}

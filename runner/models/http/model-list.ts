import { elements, member, parseJson, stringOf } from '../json.ts';
import type { HttpConnection } from './connection.ts';
import { demandSuccess, exchange } from './exchange.ts';
import type { Server } from './server.ts';

/** Ids of the models that a server has, in its own order. @throws RephraserError as any request does. */
export function serverModels(connection: HttpConnection, server: Server, signal: AbortSignal): Promise<string[]> {
  return exchange(connection, server, {
    method: 'GET',
    path: server.address.modelsPath,
    signal,
    async read(reply) {
      await demandSuccess(reply, connection, server);
      const list = elements(member(parseJson(await reply.text()), 'data'));
      return list.flatMap((entry) => stringOf(member(entry, 'id')) ?? []);
    },
  });
}

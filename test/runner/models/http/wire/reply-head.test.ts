import { describe, expect, it } from 'vitest';
import { readHead } from '../../../../../runner/models/http/wire/reply-head.ts';

const head = (...lines: readonly string[]) => readHead(lines.join('\r\n'));

describe('how long a connection may stay open', () => {
  it.each([
    ['HTTP/1.1 200 OK', null],
    ['HTTP/1.1 200 OK | connection: keep-alive', null],
    ['HTTP/1.1 200 OK | connection: close', 0],
    ['HTTP/1.1 200 OK | Connection: Close', 0],
    ['HTTP/1.1 200 OK | connection: x-hop, close', 0],
    ['HTTP/1.1 200 OK | keep-alive: timeout=5', 5_000],
    ['HTTP/1.1 200 OK | connection: keep-alive | keep-alive: timeout=5, max=100', 5_000],
    ['HTTP/1.1 200 OK | Keep-Alive: max=100, timeout=60', 60_000],
    ['HTTP/1.1 200 OK | keep-alive: timeout=0', 0],
    ['HTTP/1.1 200 OK | keep-alive: max=100', null],
    ['HTTP/1.1 200 OK | connection: close | keep-alive: timeout=5', 0],
    ['HTTP/1.0 200 OK', 0],
    ['HTTP/1.0 200 OK | keep-alive: timeout=5', 0],
    ['HTTP/1.0 200 OK | connection: Keep-Alive', null],
    ['HTTP/1.0 200 OK | connection: keep-alive | keep-alive: timeout=5', 5_000],
    ['HTTP/1.0 200 OK | connection: close', 0],
  ])('%s', (lines, keepMs) => {
    expect(head(...lines.split(' | ')).keepMs).toBe(keepMs);
  });
});

describe('where the body ends', () => {
  it.each([
    ['HTTP/1.1 200 OK', { kind: 'close' }],
    ['HTTP/1.1 200 OK | content-length: 12', { kind: 'length', bytes: 12 }],
    ['HTTP/1.1 200 OK | content-length: 999999999999999', { kind: 'length', bytes: 999_999_999_999_999 }],
    ['HTTP/1.1 200 OK | content-length: 12 | transfer-encoding: chunked', { kind: 'chunked' }],
    ['HTTP/1.1 204 No Content', { kind: 'length', bytes: 0 }],
    ['HTTP/1.1 304 Not Modified | content-length: 12', { kind: 'length', bytes: 0 }],
    ['HTTP/1.1 500 Oh | content-length: 12', { kind: 'length', bytes: 12 }],
  ])('%s', (lines, body) => {
    expect(head(...lines.split(' | ')).body).toEqual(body);
  });
});

it('takes the first value of a field, without the spaces around it', () => {
  const { status, header } = head(
    'HTTP/1.1 418 I am: a teapot',
    'X-Name: \t first ',
    'x-name: second',
    'empty:',
    'a: b:c',
  );
  expect(status).toBe(418);
  expect(['x-name', 'empty', 'a', 'b', 'X-Name'].map(header)).toEqual(['first', '', 'b:c', undefined, undefined]);
});

it('takes the first of two lengths', () => {
  expect(head('HTTP/1.1 200 OK', 'content-length: 1', 'Content-Length: 2').body).toEqual({ kind: 'length', bytes: 1 });
});

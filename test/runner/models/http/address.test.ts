import { describe, expect, it } from 'vitest';
import { expand, readAddress } from '../../../../runner/models/http/address.ts';

describe('base_url', () => {
  it.each([
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://127.0.0.1:8000/v1//', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://127.0.0.1:8000/v1/chat/completions', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['http://127.0.0.1:8000/v1/chat/completions/', 'http://127.0.0.1:8000/v1/chat/completions'],
    ['https://gateway.example/llm', 'https://gateway.example/llm/v1/chat/completions'],
    ['https://gateway.example/api/v1', 'https://gateway.example/api/v1/chat/completions'],
    ['https://gateway.example/v1beta/openai/', 'https://gateway.example/v1beta/openai/chat/completions'],
    ['https://gateway.example/chat/completions', 'https://gateway.example/chat/completions'],
    ['localhost:8000', 'http://localhost:8000/v1/chat/completions'],
    ['  http://127.0.0.1:8000 ', 'http://127.0.0.1:8000/v1/chat/completions'],
  ])('%s asks %s', (written, asked) => {
    expect(readAddress(written).shown).toBe(asked);
  });

  it('keeps the query for the server and hides it and the password from people', () => {
    const address = readAddress('https://me:s%40cret@host.example/openai/chat/completions?api-version=1&sig=abc');
    expect(address.chatPath).toBe('/openai/chat/completions?api-version=1&sig=abc');
    expect(address.credentials).toBe('me:s@cret');
    expect(address.shown).toBe('https://host.example/openai/chat/completions');
  });

  it.each(['', 'http://', 'ftp://host/v1', 'http://a b'])('refuses %j in a sentence', (written) => {
    expect(() => readAddress(written)).toThrow('base_url is not an http address');
  });
});

describe('references to the environment', () => {
  const environment = (name: string): string | undefined => ({ HOST: 'gpu7' })[name];

  it('are replaced', () => {
    expect(expand('http://${HOST}:${PORT:-8000}', environment, 'base_url')).toBe('http://gpu7:8000');
  });

  it('name the variable that is not set', () => {
    expect(() => expand('${MY_KEY}', environment, 'api_key')).toThrow(
      'api_key needs the environment variable MY_KEY, which is not set.',
    );
  });
});

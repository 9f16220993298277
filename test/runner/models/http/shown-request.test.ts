import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RephraserRequest } from '#engine';
import type { HttpModel } from '#language';
import { createHttpRephraser } from '../../../../runner/models/http/rephraser.ts';
import { shellText } from '../../../../runner/models/http/shell.ts';
import { shownRequest } from '../../../../runner/models/http/shown-request.ts';
import { says, startScriptedServer } from '../../../helpers/scripted-server.ts';
import { httpModel, machine } from '../helpers.ts';

const request: RephraserRequest = {
  messages: [
    { role: 'system', content: 'It\'s "quoted" — `ls` $HOME ${KEY} \\ !! %s\n\ttwo\u0000' },
    { role: 'user', content: "@file 'x' {{ it }}" },
    { role: 'assistant', content: 'Q:' },
  ],
  sampling: { temperature: 0.5, stop: ['\n\n'] },
  seed: 7,
};

const shown = (baseUrl: string, variables: Readonly<Record<string, string>> = {}, over: Partial<HttpModel> = {}) =>
  shownRequest(httpModel([baseUrl], over), 'some/model', request, (name) => variables[name]);

describe('a request that is shown', () => {
  it('has the very body that is sent, and a command that sends the very same', async () => {
    await using server = await startScriptedServer(() => says('Yes.'));
    const model = httpModel([`${server.url}/v1?api-version=2024-10-21&key=\${KEY}`], { apiKey: '${TOKEN}' });
    const variables: Record<string, string> = { TOKEN: 'secret token', KEY: 'a+b%2Fc' };
    const rephraser = await createHttpRephraser({ ...model, id: 'some/model' }, machine({ variables }));
    await rephraser.rephrase(request, { signal: new AbortController().signal });
    await rephraser.dispose();
    const { body, curl, url } = shownRequest(model, 'some/model', request, (name) => variables[name]);
    expect(body).toBe(server.requests[0]?.body);
    expect(url).toBe(`${server.url}/v1/chat/completions`);
    expect(curl).not.toMatch(/secret|a\+b/);
    // A browser and a shell agree on what stands there only where the shell is asked.
    const { stdout } = await promisify(execFile)('sh', ['-c', (curl ?? '').replace(/^curl/, 'printf "%s\\0"')], {
      env: variables,
    });
    const [address = '', , type = '', , accept = '', , authorization = '', , data] = stdout.split('\0');
    expect(address).toBe(`${server.url}${server.requests[0]?.path}`);
    expect([type, accept, authorization]).toEqual([
      `content-type: ${server.requests[0]?.headers['content-type']}`,
      `accept: ${server.requests[0]?.headers.accept}`,
      `authorization: ${server.requests[0]?.headers.authorization}`,
    ]);
    expect(data).toBe(body);
  });

  it('names keys, and never has them', () => {
    expect(shown('https://api.example/v1', { KEY: 'sk-1234' }, { apiKey: '${KEY:-}' }).curl).toContain(
      '-H "authorization: Bearer $KEY"',
    );
    const all = {
      HOST: 'h.example',
      ACCOUNT: 'acc-77',
      KEY: 'k/e y=1',
      URL: 'https://u:pass@x.example/v2?sig=abcd&v=1',
    };
    const path = shown('https://${HOST}/${ACCOUNT}/v1?key=${KEY}&v=2', all);
    expect(path.url).toBe('https://h.example/${ACCOUNT}/v1/chat/completions');
    expect(path.curl).toContain('curl "https://h.example/$ACCOUNT/v1/chat/completions?key=$KEY&v=2"');
    const whole = shown('${URL}', all);
    expect(whole.url).toBe('https://x.example/v2/chat/completions');
    expect(whole.curl).toContain('curl "https://x.example/v2/chat/completions?sig=$SIG&v=$V"');
    expect(whole.curl).toContain('-u "u:$PASSWORD"');
    expect(shown('https://x.example/v1?subscription-key=abcdef').curl).toContain(
      '?subscription-key=$SUBSCRIPTION_KEY"',
    );
  });

  it('leaves references that nobody knows as they are', () => {
    expect(shown('${URL}').url).toBe('${URL}/chat/completions');
    expect(shown('${URL:-http://127.0.0.1:8000}').url).toBe('http://127.0.0.1:8000/v1/chat/completions');
    expect(shown('https://h.example/${WHERE}/v1?key=${KEY}')).toMatchObject({
      url: 'https://h.example/${WHERE}/v1/chat/completions',
      curl: expect.stringContaining('curl "https://h.example/$WHERE/v1/chat/completions?key=$KEY"'),
    });
    expect(shown('http://127.0.0.1:${PORT}/v1')).toMatchObject({ url: null, curl: null });
  });
});

it('quotes words of a shell', () => {
  expect(shellText('plain/word')).toBe('plain/word');
  expect(shellText("it's")).toBe(String.raw`'it'\''s'`);
  expect(shellText('a ${B}c')).toBe('"a ${B}c"');
  expect(shellText('a! ${B}')).toBe(`'a! '"$B"`);
});

import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureVsCode } from './setup.mjs';

/** Settings of a user who wants to be left alone. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** A server that is not up after this time will not come up. */
const startMs = 60_000;
/** Time to end politely. */
const stopMs = 5_000;

/**
 * Starts VS Code's server on a free port of the loopback interface, with folders of its own that `stop` removes.
 *
 * @param {object} options
 * @param {string} options.vsix package that is installed first
 * @param {readonly string[]} [options.flags]
 * @param {Record<string, unknown>} [options.settings] before the quiet ones
 * @param {Record<string, string>} [options.env] for the extension host
 */
export async function startVsCode({ vsix, flags = [], settings = {}, env = {} }) {
  const { node, main } = await ensureVsCode();
  // The path of a socket inside may have 107 bytes at the most, so it is short.
  const state = await mkdtemp(join(tmpdir(), 'vsc-'));
  const discard = () => rm(state, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  try {
    await mkdir(join(state, 'data/User'), { recursive: true });
    await mkdir(join(state, 'tmp'));
    await writeFile(join(state, 'data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
    const environment = privateEnvironment(state, env);
    const common = [
      main,
      '--accept-server-license-terms',
      '--server-data-dir',
      state,
      '--extensions-dir',
      join(state, 'extensions'),
    ];
    await promisify(execFile)(node, [...common, '--install-extension', vsix], { env: environment });
    const server = await listen(
      node,
      [
        ...common,
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        '--without-connection-token',
        '--telemetry-level',
        'off',
        ...flags,
      ],
      environment,
    );
    return {
      authority: `127.0.0.1:${server.port}`,
      /** What the server said, and the extension's own log. */
      log: async () => `${server.log()}\n${await extensionLog(state)}`,
      async stop() {
        await server.stop();
        await discard();
      },
    };
  } catch (error) {
    await discard();
    throw error;
  }
}

/**
 * The address of the workbench on a folder.
 *
 * @param {string} authority
 * @param {string} folder
 * @param {readonly (readonly [string, string])[]} [payload] what the workbench is told besides
 */
export function workbenchUrl(authority, folder, payload = []) {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query}`;
}

/** Flags for a browser that needs no graphics, no sandbox of its own and no way out. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function extensionLog(state) {
  const folder = join(state, 'data/logs');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const logs = names.filter((name) => name.endsWith('Wordmill.log'));
  return (await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

/** Nothing is read from, or written to, the folders of the person who runs the tests. */
function privateEnvironment(state, more) {
  const { NODE_OPTIONS: _options, NODE_ENV: _environment, ...inherited } = process.env;
  const tmp = join(state, 'tmp');
  const xdg = join(state, 'xdg');
  return {
    ...inherited,
    HOME: state,
    TMPDIR: tmp,
    XDG_CACHE_HOME: xdg,
    XDG_CONFIG_HOME: xdg,
    XDG_DATA_HOME: xdg,
    XDG_RUNTIME_DIR: tmp,
    ...more,
  };
}

async function listen(node, args, env) {
  // A process group of its own, so that extension hosts and what they started end with it.
  const child = spawn(node, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const ended = new Promise((done) => child.once('close', done));
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The whole group has ended already.
    }
  };
  const stop = async () => {
    signal('SIGTERM');
    const hard = setTimeout(() => signal('SIGKILL'), stopMs);
    await ended;
    clearTimeout(hard);
    signal('SIGKILL');
  };
  try {
    const port = await new Promise((found, fail) => {
      const late = setTimeout(() => fail(new Error(`VS Code did not start in ${startMs} ms:\n${log}`)), startMs);
      const read = (text) => {
        log += text;
        const said = /Extension host agent listening on (\d+)/.exec(log);
        if (!said) return;
        clearTimeout(late);
        found(Number(said[1]));
      };
      child.stdout.setEncoding('utf8').on('data', read);
      child.stderr.setEncoding('utf8').on('data', read);
      child.once('close', (code) => {
        clearTimeout(late);
        fail(new Error(`VS Code ended with ${code}:\n${log}`));
      });
    });
    return { port, stop, log: () => log };
  } catch (error) {
    await stop();
    throw error;
  }
}

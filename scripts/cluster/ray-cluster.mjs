import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** What Ray is asked for where RAY_VENV names no Python environment that has it. */
const release = 'ray[default]==2.60.0';

/**
 * Starts a Ray of its own on loopback: a head that takes no tasks, and the nodes n1 and n2, each with processes and folder of
 * its own, so that one can be ended, or stopped, as a machine would be. Token authentication is on.
 */
export async function startRay() {
  // The paths of Ray's sockets end at 107 bytes, so that the folder must have a short name.
  const root = await mkdtemp('/tmp/wmr-');
  const venv = process.env.RAY_VENV ?? join(root, 'venv');
  const token = randomBytes(16).toString('hex');
  if (!existsSync(join(venv, 'bin/ray'))) {
    console.log(`installing ${release} into ${venv}`);
    await promisify(execFile)('python3', ['-m', 'venv', venv]);
    await promisify(execFile)(join(venv, 'bin/pip'), ['-q', 'install', release]);
  }
  const [port, gcsPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    PATH: `${venv}/bin:${process.env.PATH}`,
    RAY_USAGE_STATS_ENABLED: '0',
    RAY_AUTH_MODE: 'token',
    RAY_AUTH_TOKEN: token,
    // A machine that others use too: tasks are not killed because it is full, and nothing is started in advance.
    RAY_memory_monitor_refresh_ms: '0',
    RAY_prestart_worker_first_driver: '0',
    RAY_enable_worker_prestart: '0',
    // A dead machine is found in a second, and not in a minute.
    RAY_health_check_initial_delay_ms: '500',
    RAY_health_check_period_ms: '200',
    RAY_health_check_timeout_ms: '1000',
    RAY_health_check_failure_threshold: '3',
  };
  /** Sessions of the nodes' processes. */
  const sessions = new Map();

  async function start(name, args) {
    const folder = join(root, name);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    const log = await open(join(root, `${name}.log`), 'a');
    const script = resolve(import.meta.dirname, 'ray-node.py');
    const common = [
      '--node-ip-address=127.0.0.1',
      `--node-name=${name}`,
      '--dashboard-agent-listen-port=0',
      '--object-store-memory=80000000',
      `--temp-dir=${folder}`,
      '--include-log-monitor=false',
    ];
    const child = spawn(join(venv, 'bin/python'), [script, 'start', ...common, ...args], {
      cwd: folder,
      env: { ...env, WORDMILL_RAY: folder },
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    sessions.set(name, child.pid);
    const code = await new Promise((done) => child.once('exit', done));
    await log.close();
    if (code !== 0)
      throw new Error(`Ray’s node ${name} did not start:\n${await readFile(join(root, `${name}.log`), 'utf8')}`);
  }

  const startNode = (name) =>
    start(name, [`--address=127.0.0.1:${gcsPort}`, '--num-cpus=4', '--num-gpus=2', `--resources={"${name}": 1}`]);

  /** The processes of a node: by session and folder, since Ray overwrites its environment, or by an environment that was kept. */
  async function processesOf(name) {
    const folder = join(root, name);
    const found = [];
    for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (stat === '' || state === 'Z') continue;
      const [cwd, environment] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
      ]);
      const own = Number(session) === sessions.get(name) && cwd.startsWith(root);
      if (own || environment.split('\0').includes(`WORDMILL_RAY=${folder}`)) found.push(Number(pid));
    }
    return found;
  }

  /** At one stroke, as a machine that dies, falls silent or comes back. */
  async function signalNode(name, signal) {
    for (let time = 0; time < 20; time++) {
      const pids = await processesOf(name);
      for (const pid of pids) {
        try {
          process.kill(pid, signal);
        } catch (error) {
          if (error.code !== 'ESRCH') throw error;
        }
      }
      if (pids.length === 0 || signal !== 'SIGKILL') return;
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  async function stop() {
    for (const name of sessions.keys()) await signalNode(name, 'SIGKILL');
    const left = await Promise.all([...sessions.keys()].map(processesOf));
    await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return left.flat();
  }

  try {
    await start('head', [
      '--head',
      `--port=${gcsPort}`,
      '--num-cpus=0',
      '--num-gpus=0',
      '--no-monitor',
      '--dashboard-host=127.0.0.1',
      `--dashboard-port=${port}`,
    ]);
    await Promise.all(['n1', 'n2'].map(startNode));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, token, root, startNode, signalNode, processesOf, stop };
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

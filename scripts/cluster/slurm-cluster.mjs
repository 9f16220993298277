import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { lookup } from 'node:dns/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './checks.mjs';

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch'];
const paths = `${process.env.PATH}:/usr/sbin:/sbin`;
const nodes = ['n1', 'n2'];

/** Why no cluster can be started here; null where one can. */
export async function slurmIsMissing() {
  const found = await Promise.all(
    programs.map((program) =>
      promisify(execFile)('sh', ['-c', `command -v ${program}`], { env: { PATH: paths } }).then(
        () => true,
        () => false,
      ),
    ),
  );
  const missing = programs.filter((_, index) => !found[index]);
  if (missing.length > 0) {
    return `Slurm is not installed: ${missing.join(', ')} not found (Debian: apt-get install munge slurmctld slurmd slurm-client).`;
  }
  // Slurm listens on the address that the machine's own name stands for.
  const address = await lookup(hostname().split('.')[0], 4).then(
    ({ address: found4 }) => found4,
    () => null,
  );
  return address?.startsWith('127.')
    ? null
    : `The name of this machine, ${hostname()}, stands for ${address ?? 'no address'}; Slurm would not listen on loopback alone. Put it at 127.0.0.1 into /etc/hosts.`;
}

/**
 * Starts a Slurm of its own on loopback, with two nodes of 4 CPUs and 2 pretended GPUs: its daemons are children of this
 * process, and all that they write lies in a temporary folder. Nothing of the machine's own installation is read.
 */
export async function startSlurm() {
  const root = await mkdtemp(join(tmpdir(), 'wordmill-slurm-'));
  const env = { ...process.env, PATH: paths, SLURM_CONF: join(root, 'slurm.conf') };
  const daemons = new Map();
  const daemon = (name, program, ...args) => {
    const child = spawn(program, args, { env, stdio: 'ignore' });
    daemons.set(name, { child, gone: new Promise((done) => child.once('exit', done)) });
  };
  const run = async (program, ...args) => (await promisify(execFile)(program, args, { env, cwd: root })).stdout.trim();
  const answers = (program, ...args) => run(program, ...args).catch(() => '');

  await chmod(root, 0o755);
  for (const folder of ['munge', 'state', 'spool', 'log', 'pid', 'dev', ...nodes.map((node) => `spool/${node}`)]) {
    await mkdir(join(root, folder), { mode: folder === 'state' ? 0o700 : 0o755 });
  }
  // A GPU must be a device; a link to /dev/null passes for one.
  for (const gpu of ['gpu0', 'gpu1']) await symlink('/dev/null', join(root, 'dev', gpu));
  await writeFile(join(root, 'munge/munge.key'), randomBytes(128), { mode: 0o400 });
  const port = await freePorts();
  const { address } = await lookup(hostname().split('.')[0], 4);
  await writeFile(join(root, 'slurm.conf'), configuration(root, address, port));
  await writeFile(
    join(root, 'gres.conf'),
    nodes.map((node) => `NodeName=${node} Name=gpu File=${root}/dev/gpu[0-1]\n`).join(''),
  );
  await writeFile(join(root, 'plugstack.conf'), '');

  async function stop() {
    // Jobs first: a node's daemon that goes leaves them alone.
    await answers('scancel', '--full', '--signal=KILL', `--user=${userInfo().username}`);
    await answers('scancel', `--user=${userInfo().username}`);
    await until('the jobs to end', async () => (await answers('squeue', '-h', '-t', 'R,CG')) === '', 10_000).catch(
      () => undefined,
    );
    for (const name of ['slurmctld', ...nodes, 'munged']) {
      const held = daemons.get(name);
      if (!held) continue;
      const hurry = setTimeout(() => held.child.kill('SIGKILL'), 8_000);
      held.child.kill('SIGTERM');
      await held.gone;
      clearTimeout(hurry);
    }
    await killLeftovers(root);
    await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  try {
    daemon(
      'munged',
      'munged',
      '-F',
      `--key-file=${root}/munge/munge.key`,
      `--socket=${root}/munge/munge.socket`,
      `--pid-file=${root}/pid/munged.pid`,
      `--log-file=${root}/log/munged.log`,
      `--seed-file=${root}/munge/munged.seed`,
    );
    await until('munged', () => answers('munge', '-S', join(root, 'munge/munge.socket'), '-n'), 20_000);
    daemon('slurmctld', 'slurmctld', '-D', '-c');
    await until('slurmctld', async () => (await answers('scontrol', 'ping')).includes('UP'), 20_000);
    for (const node of nodes) daemon(node, 'slurmd', '-D', '-N', node);
    await until('the nodes', async () => (await answers('sinfo', '-h', '-N', '-o', '%T')) === 'idle\nidle', 20_000);
  } catch (error) {
    const names = await readdir(join(root, 'log'));
    for (const name of names)
      console.error(`--- ${name}\n${(await readFile(join(root, 'log', name), 'utf8')).slice(-2000)}`);
    await stop();
    throw error;
  }
  return { env, root, ports: [port, port + 1, port + 2], run, answers, stop };
}

/** Three ports in a row that nobody uses; Slurm is told which. */
async function freePorts() {
  const { createServer } = await import('node:net');
  const listens = (port) =>
    new Promise((done) => {
      const server = createServer();
      server.once('error', () => done(null));
      server.listen(port, '127.0.0.1', () => {
        const { port: own } = server.address();
        server.close(() => done(own));
      });
    });
  for (;;) {
    const first = await listens(0);
    if ((await listens(first + 1)) && (await listens(first + 2))) return first;
  }
}

/** Steps and jobs that have outlived their daemons are known by the configuration in their environment. */
async function killLeftovers(root) {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environment.split('\0').includes(`SLURM_CONF=${root}/slurm.conf`)) continue;
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** Short waits, so that checks are quick: a job that is queued again may begin after cred_expire, two minutes by default. */
function configuration(root, address, port) {
  const host = hostname().split('.')[0];
  const me = userInfo().username;
  return `ClusterName=wordmill
SlurmctldHost=${host}(${address})
SlurmctldPort=${port}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser=${me}
SlurmdUser=${me}
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=${root}/munge/munge.socket,cred_expire=5
StateSaveLocation=${root}/state
SlurmdSpoolDir=${root}/spool/%n
SlurmctldPidFile=${root}/pid/slurmctld.pid
SlurmdPidFile=${root}/pid/slurmd.%n.pid
SlurmctldLogFile=${root}/log/slurmctld.log
SlurmdLogFile=${root}/log/slurmd.%n.log
PlugStackConfig=${root}/plugstack.conf
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=512
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
SlurmdTimeout=10
SlurmctldTimeout=5
MessageTimeout=5
KillWait=2
CompleteWait=0
BatchStartTimeout=10
MinJobAge=3600
ReturnToService=2
JobRequeue=1
EnforcePartLimits=ALL
GresTypes=gpu
${nodes
  .map(
    (node, index) =>
      `NodeName=${node} NodeHostname=${host} NodeAddr=${address} Port=${port + 1 + index} CPUs=4 RealMemory=4096 Gres=gpu:2`,
  )
  .join('\n')}
PartitionName=main Nodes=${nodes.join(',')} Default=YES DefaultTime=60 MaxTime=INFINITE State=UP
`;
}

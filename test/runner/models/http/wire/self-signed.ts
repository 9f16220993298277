import { execFileSync } from 'node:child_process';

/** It comes with the system and with no package. */
const program = 'openssl';

/** A new key, and behind it a certificate for 127.0.0.1 that nobody else vouches for; nothing of it is written to a disk. */
export function selfSigned(): string {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '-'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  return execFileSync(program, ['req', '-x509', '-days', '2', ...key, ...names], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

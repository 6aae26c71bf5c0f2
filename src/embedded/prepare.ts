/**
 * What must be there before the processes of docker-compose.yml start, one job each:
 *
 *   prepare.ts secrets     the secrets file, made once
 *   prepare.ts database    roles and databases in the cluster, as its superuser
 *   prepare.ts namespace   the namespace, its search attributes and how long it keeps what has ended
 *
 * The embedded start does the same by the same functions.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSecrets } from '../crypto/secrets.ts';
import { waitFor } from './child.ts';
import { prepareDatabase, prepareRole } from './databases.ts';
import { ensureDatabase } from './postgres.ts';
import { DATABASE, SIMULATOR_DATABASE, SIMULATOR_ROLE } from './programs.ts';
import {
  BANK_CLIENT,
  CONSOLE_CLIENT,
  demoClientSecret,
  NOTICES_CLIENT,
  UNITS_CLIENT,
} from './provider/people.ts';
import { DATABASES, TEMPORAL_ROLE } from './temporal-config.ts';
import { serveNamespace } from './temporal-namespace.ts';

const NAMESPACE_MS = 60_000;
const JOBS: Readonly<Record<string, () => void | Promise<void>>> = { secrets, database, namespace };

const [name = ''] = process.argv.slice(2);
const job = JOBS[name];
if (job === undefined) throw new Error(`unknown job; one of ${Object.keys(JOBS).join(', ')}`);
await job();
console.log(`${name}: done`);

/** The console's client secret lies beside the secrets file, for the API's container; those of the
 * notices service, the bank and the unit side in a folder that the simulators share. */
function secrets(): void {
  const folder = needed('ANJU_SECRETS_FOLDER');
  const made = ensureSecrets(join(folder, 'secrets.json'));
  const file = join(folder, 'console-client-secret');
  writeFileSync(file, demoClientSecret(CONSOLE_CLIENT, made), { mode: 0o600 });
  // The simulators are no part of the product: they see their own secrets and no other.
  const outside = needed('ANJU_OUTSIDE_FOLDER');
  for (const client of [NOTICES_CLIENT, BANK_CLIENT, UNITS_CLIENT]) {
    const secret = demoClientSecret(client, made);
    writeFileSync(join(outside, `${client}-client-secret`), secret, { mode: 0o600 });
  }
}

async function database(): Promise<void> {
  const admin = needed('DATABASE_ADMIN_URL');
  await prepareDatabase(admin, DATABASE, {
    owner: needed('ANJU_OWNER_PASSWORD'),
    app: needed('ANJU_APP_PASSWORD'),
    api: needed('ANJU_API_PASSWORD'),
  });
  await prepareRole(admin, SIMULATOR_ROLE, needed('SIMULATORS_PASSWORD'));
  await ensureDatabase(admin, SIMULATOR_DATABASE, SIMULATOR_ROLE);
  await prepareRole(admin, TEMPORAL_ROLE, needed('TEMPORAL_PASSWORD'));
  for (const each of Object.values(DATABASES)) await ensureDatabase(admin, each, TEMPORAL_ROLE);
}

async function namespace(): Promise<void> {
  const [address, wanted] = [needed('TEMPORAL_ADDRESS'), needed('TEMPORAL_NAMESPACE')];
  if (!(await waitFor(() => serveNamespace(address, wanted, console.log), NAMESPACE_MS))) {
    throw new Error(`${address} does not serve ${wanted}`);
  }
}

function needed(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === '') throw new Error(`${variable} is not set`);
  return value;
}

/**
 * Process: what an operator does with keys. docs/data-protection.md tells in which order.
 *
 *   node src/keys.ts add center|chain|codec ID   a new key in the secrets file, which seals from now on
 *   node src/keys.ts rewrap                      wraps every data key under the center's current key
 *   node src/keys.ts forget PERSON STAFF         destroys the key of a person nothing needs any more
 *
 * `rewrap` and `forget` connect as anju_app. Exit codes: 0 done, 1 not done, 2 not understood.
 */
import { pathToFileURL } from 'node:url';
import { parseKeysConfig, type Environment, type KeysConfig } from './config.ts';
import { addKey, readSecrets, readSecretsFile, writeSecrets } from './crypto/secrets.ts';
import { forgetPerson } from './db/forget.ts';
import { createPool } from './db/pool.ts';
import { earlierReasons, rewrapKeys } from './db/rotation.ts';
import { inTransaction } from './db/transaction.ts';

const USAGE = 'usage: keys add center|chain|codec ID | rewrap | forget PERSON STAFF';

/** Does one command and says what was done; returns the exit code. */
export async function runKeys(
  args: readonly string[],
  environment: Environment,
  say: (line: string) => void,
): Promise<number> {
  const [command, first = '', second = ''] = args;
  const config = parseKeysConfig(environment);
  if (command === 'add' && isRing(first) && second !== '') {
    writeSecrets(config.secretsFile, addKey(readSecretsFile(config.secretsFile), first, second));
    say(`Key ${second} seals from now on. Start every process anew, then run: keys rewrap`);
    return 0;
  }
  if (command === 'rewrap' && first === '') return rewrap(config, say);
  if (command === 'forget' && second !== '') return forget(config, [first, second], say);
  say(USAGE);
  return 2;
}

function isRing(name: string): name is 'center' | 'chain' | 'codec' {
  return ['center', 'chain', 'codec'].includes(name);
}

async function rewrap(config: KeysConfig, say: (line: string) => void): Promise<number> {
  const pool = createPool(config.databaseUrl, { name: 'anju-keys', max: 1 });
  try {
    const { center } = readSecrets(config.secretsFile);
    const done = await rewrapKeys(pool, center);
    for (const [table, count] of Object.entries(done)) say(`${table}: ${count}`);
    say(`Everything is wrapped under ${center.current}.`);
    for (const [id, count] of Object.entries(await earlierReasons(pool, center))) {
      say(`Reasons in the trail directly under ${id}: ${count}. Keep that key in the file.`);
    }
    return 0;
  } finally {
    await pool.end();
  }
}

async function forget(
  config: KeysConfig,
  [person, staff]: readonly [string, string],
  say: (line: string) => void,
): Promise<number> {
  const pool = createPool(config.databaseUrl, { name: 'anju-keys', max: 1 });
  try {
    const by = { id: staff, role: 'operator', origin: 'keys forget', at: Date.now() };
    const needed = await inTransaction(pool, (tx) => forgetPerson(tx, { person, by }));
    say(needed.length === 0 ? 'The key is destroyed.' : `Still needed: ${needed.join(', ')}`);
    return needed.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await runKeys(process.argv.slice(2), process.env, (line) => {
    console.log(line);
  });
}

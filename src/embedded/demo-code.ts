/**
 * Tells what a demo person signs in with: `demo-code.ts HOME PERSON`, one line of JSON.
 *
 * A program of its own, run by the command line: only whoever may read the secrets of that home
 * learns anything. Exit code 4 for somebody who is not among the demo people.
 */
import { join } from 'node:path';
import { readSecrets } from '../crypto/secrets.ts';
import { DEMO_PEOPLE, demoCode, demoPassword } from './provider/people.ts';

const STEP_S = 30;
const EXIT_UNKNOWN = 4;

const [home = '', id = ''] = process.argv.slice(2);
const person = DEMO_PEOPLE.find((one) => one.id === id);
if (person === undefined) {
  process.exitCode = EXIT_UNKNOWN;
} else {
  const secrets = readSecrets(join(home, 'secrets.json'));
  const now = Date.now();
  const told = {
    id,
    name: person.name,
    password: demoPassword(id, secrets),
    code: demoCode(id, secrets, now),
    seconds: STEP_S - (Math.floor(now / 1000) % STEP_S),
  };
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

/** A time demo of the suite's own, as `npm start -- --time-demo` starts it. */
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { roleUrl } from '../../../src/embedded/databases.ts';
import { DATABASE } from '../../../src/embedded/programs.ts';
import { startStack, type Stack } from '../../../src/embedded/stack.ts';
import { temporaryFolder } from '../../harness/folder.ts';
import { somePorts } from '../../harness/ports.ts';
import type { Product } from './global-setup.ts';

const START_MS = 240_000;

/** Call it once, before `desk`. */
export function timeDemo(): Product {
  const { folder } = inject('product');
  let stack: Stack | undefined;
  beforeAll(async () => {
    stack = await startStack({
      home: join(temporaryFolder(), 'home'),
      ports: await somePorts(),
      env: { ...process.env, TEMPORAL_ADDRESS: undefined },
      say: () => undefined,
      timeDemo: true,
    });
  }, START_MS);
  afterAll(async () => {
    await stack?.stop();
  });
  const made = (): Stack => {
    if (stack) return stack;
    throw new Error('the time demo stands from its beforeAll on');
  };
  return {
    folder,
    get api() {
      return made().addresses.api;
    },
    get issuer() {
      return made().addresses.issuer;
    },
    get simulators() {
      return made().addresses.simulators;
    },
    get simulatorToken() {
      return made().home.passwords.simulatorToken;
    },
    get temporal() {
      return made().addresses.temporal;
    },
    get secretsFile() {
      return made().home.secretsFile;
    },
    get ownerUrl() {
      const { postgres, home } = made();
      return roleUrl(postgres, DATABASE, { role: 'owner', passwords: home.passwords });
    },
  };
}

/** A stack of a suite's own: a time demo, or one whose outside can be put ahead. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { roleUrl } from '../../../src/embedded/databases.ts';
import { DATABASE } from '../../../src/embedded/programs.ts';
import { startStack, type Stack } from '../../../src/embedded/stack.ts';
import { temporaryFolder } from '../../harness/folder.ts';
import { somePorts } from '../../harness/ports.ts';
import type { Product } from './global-setup.ts';

const START_MS = 240_000;

export interface OwnStack extends Product {
  /** From now on it is so much later outside: the bank tells of a day when that is over there. */
  readonly putOutsideAhead: (ms: number) => void;
}

/** As `npm start -- --time-demo` starts it. Call it once, before `desk`. */
export function timeDemo(): Product {
  return own({ timeDemo: true }, {});
}

/** Nothing begins by itself there. Call it once, before `desk`. */
export function ownStack(): OwnStack {
  return own({ timeDemo: false }, { ANJU_SCHEDULES: '0' });
}

function own({ timeDemo: demo }: { readonly timeDemo: boolean }, env: NodeJS.ProcessEnv): OwnStack {
  const { folder } = inject('product');
  let stack: Stack | undefined;
  let ahead = '';
  beforeAll(async () => {
    const place = temporaryFolder();
    ahead = join(place, 'outside-ahead');
    stack = await startStack({
      home: join(place, 'home'),
      ports: await somePorts(),
      env: { ...process.env, TEMPORAL_ADDRESS: undefined, ...env },
      say: () => undefined,
      ...(demo ? { timeDemo: true } : { outsideAhead: ahead }),
    });
  }, START_MS);
  afterAll(async () => {
    await stack?.stop();
  });
  const made = (): Stack => {
    if (stack) return stack;
    throw new Error('the stack stands from its beforeAll on');
  };
  return {
    folder,
    putOutsideAhead: (ms) => {
      writeFileSync(ahead, String(ms));
    },
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

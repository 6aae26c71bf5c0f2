/** The whole product once for all browser tests: real processes, real servers, the built console. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { roleUrl } from '../../../src/embedded/databases.ts';
import { DATABASE } from '../../../src/embedded/programs.ts';
import { startStack } from '../../../src/embedded/stack.ts';
import { temporaryFolder } from '../../harness/folder.ts';
import { somePorts } from '../../harness/ports.ts';
import { prepareBrowser } from './chromium.ts';

/** Addresses and passwords of the stack, as the tests need them. */
export interface Product {
  readonly api: string;
  readonly issuer: string;
  readonly simulators: string;
  readonly simulatorToken: string;
  readonly temporal: string;
  readonly secretsFile: string;
  /** The database as its owner. */
  readonly ownerUrl: string;
  /** Temporary; holds the pictures. */
  readonly folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly product: Product;
  }
}

/** How long an outside system is asked again before a case parks: a test waits for it. */
const BUDGET_SECONDS = 4;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await prepareBrowser();
  const folder = temporaryFolder();
  const stack = await startStack({
    home: join(folder, 'home'),
    ports: await somePorts(),
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: undefined,
      ANJU_OUTSIDE_BUDGET_SECONDS: String(BUDGET_SECONDS),
      // No run begins because it happens to be one in the morning in Shanghai.
      ANJU_SCHEDULES: '0',
    },
    say: (line) => {
      console.log(line);
    },
    testing: true,
  });
  const { addresses, home, postgres } = stack;
  project.provide('product', {
    api: addresses.api,
    issuer: addresses.issuer,
    simulators: addresses.simulators,
    simulatorToken: home.passwords.simulatorToken,
    temporal: addresses.temporal,
    secretsFile: home.secretsFile,
    ownerUrl: roleUrl(postgres, DATABASE, { role: 'owner', passwords: home.passwords }),
    folder,
  });
  return async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

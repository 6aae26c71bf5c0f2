/** One PostgreSQL and one Temporal server for a whole test run, in a folder that goes with it. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '../../src/db/migrate.ts';
import { startChild, startReaper } from '../../src/embedded/child.ts';
import { prepareDatabase, roleUrl, type RolePasswords } from '../../src/embedded/databases.ts';
import { freePorts } from '../../src/embedded/ports.ts';
import { preparePostgres } from '../../src/embedded/postgres.ts';
import { machineProbe } from '../../src/embedded/temporal-probe.ts';
import { resolveTemporal } from '../../src/embedded/temporal-resolver.ts';
import { INNER_PORTS } from '../../src/embedded/temporal-config.ts';
import { prepareTemporal } from '../../src/embedded/temporal.ts';
import { temporaryFolder } from './folder.ts';

export const TEMPLATE_DATABASE = 'anju_template';
export const NAMESPACE = 'anju';

/** What the tests need to know; handed to them by vitest's provide/inject. */
export interface Servers {
  readonly postgres: {
    readonly host: string;
    readonly port: number;
    readonly superuser: string;
    readonly passwords: RolePasswords;
  };
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly folder: string;
}

export interface RunningServers {
  readonly servers: Servers;
  /** Ends both and starts them again over what they have kept. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** @throws Error in Chinese; nothing is left running then */
export async function startServers(say: (line: string) => void): Promise<RunningServers> {
  const reaper = startReaper();
  const folder = temporaryFolder();
  reaper.discard(folder);
  try {
    const [database = 0, frontend = 0, ...inner] = await freePorts(2 + INNER_PORTS);
    const probe = machineProbe({ env: process.env, say, reaper });
    const choosing = resolveTemporal(probe, { mayUseAddress: false });
    const postgres = await preparePostgres({
      home: folder,
      port: database,
      password: password(),
      log: join(folder, 'postgres.log'),
      durable: false,
    });
    const running = [await startChild(postgres.spec, reaper)];
    const passwords = { owner: password(), app: password(), api: password() };
    await prepareDatabase(postgres.url('postgres'), TEMPLATE_DATABASE, passwords);
    const owner = roleUrl(postgres, TEMPLATE_DATABASE, { role: 'owner', passwords });
    const [, temporal] = await Promise.all([
      migrate({ url: owner }),
      prepareTemporal(await choosing, {
        home: folder,
        ports: { frontend, inner },
        postgres,
        password: password(),
        namespace: NAMESPACE,
        log: join(folder, 'temporal.log'),
        testing: true,
        say,
      }),
    ]);
    const specs = [postgres.spec, ...(temporal.spec ? [temporal.spec] : [])];
    for (const spec of specs.slice(1)) running.push(await startChild(spec, reaper));
    const end = async () => {
      for (let last = running.pop(); last; last = running.pop()) await last.stop();
    };
    return {
      restart: async () => {
        await end();
        for (const spec of specs) running.push(await startChild(spec, reaper));
      },
      stop: async () => {
        await end();
        await reaper.close();
      },
      servers: {
        postgres: {
          host: postgres.host,
          port: postgres.port,
          superuser: postgres.url('postgres'),
          passwords,
        },
        temporal: { address: temporal.address, namespace: NAMESPACE },
        folder,
      },
    };
  } catch (error) {
    await reaper.close();
    throw error;
  }
}

function password(): string {
  return randomBytes(18).toString('base64url');
}

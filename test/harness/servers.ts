/** One PostgreSQL and one Temporal server for a whole test run, in a folder that goes with it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startReaper } from '../../src/embedded/child.ts';
import { prepareDatabase, roleUrl, type RolePasswords } from '../../src/embedded/databases.ts';
import { freePorts } from '../../src/embedded/ports.ts';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { closedTo, postgresUser } from '../../src/embedded/reach.ts';
import { machineProbe } from '../../src/embedded/temporal-probe.ts';
import { resolveTemporal } from '../../src/embedded/temporal-resolver.ts';
import { INNER_PORTS } from '../../src/embedded/temporal-config.ts';
import { startTemporal } from '../../src/embedded/temporal.ts';

export const TEMPLATE_DATABASE = 'anju_template';
export const NAMESPACE = 'anju';

/** What the tests need to know; handed to them by vitest's provide/inject. */
export interface Servers {
  readonly postgres: {
    readonly host: string;
    readonly port: number;
    readonly superuser: string;
    readonly passwords: RolePasswords;
    /** false until the migrations exist. */
    readonly migrated: boolean;
  };
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly folder: string;
}

export interface RunningServers {
  readonly servers: Servers;
  readonly stop: () => Promise<void>;
}

/** @throws Error in Chinese; nothing is left running then */
export async function startServers(say: (line: string) => void): Promise<RunningServers> {
  const reaper = startReaper();
  const folder = temporaryFolder();
  const stop = async (): Promise<void> => {
    await reaper.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [database = 0, frontend = 0, ...inner] = await freePorts(2 + INNER_PORTS);
    const probe = machineProbe({ env: process.env, say, reaper });
    const choosing = resolveTemporal(probe, { mayUseAddress: false });
    const postgres = await startPostgres(
      {
        home: folder,
        port: database,
        password: password(),
        log: join(folder, 'postgres.log'),
        durable: false,
      },
      reaper,
    );
    const passwords = { owner: password(), app: password(), api: password() };
    await prepareDatabase(postgres, TEMPLATE_DATABASE, passwords);
    const owner = roleUrl(postgres, TEMPLATE_DATABASE, { role: 'owner', passwords });
    const [migrated, temporal] = await Promise.all([
      migrateTemplate(owner),
      startTemporal(
        await choosing,
        {
          home: folder,
          ports: { frontend, inner },
          postgres,
          password: password(),
          namespace: NAMESPACE,
          log: join(folder, 'temporal.log'),
          testing: true,
        },
        reaper,
      ),
    ]);
    return {
      stop: async () => {
        await temporal.child?.stop();
        await postgres.child.stop();
        await stop();
      },
      servers: {
        postgres: {
          host: postgres.host,
          port: postgres.port,
          superuser: postgres.url('postgres'),
          passwords,
          migrated,
        },
        temporal: { address: temporal.address, namespace: NAMESPACE },
        folder,
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A folder the user PostgreSQL runs as can enter, also when TMPDIR lies in a closed place. */
function temporaryFolder(): string {
  const user = postgresUser();
  const place = [tmpdir(), '/tmp', '/var/tmp'].find(
    (path) => existsSync(path) && closedTo(user, path) === undefined,
  );
  if (place === undefined) throw new Error('没有 PostgreSQL 的用户可以进入的临时文件夹');
  const folder = mkdtempSync(join(place, 'anju-test-'));
  chmodSync(folder, 0o711);
  return folder;
}

interface Migrations {
  readonly migrate: (options: { readonly url: string }) => Promise<void>;
}

/** Every suite's database is a copy of the one migrated here. */
async function migrateTemplate(url: string): Promise<boolean> {
  const file = new URL('../../src/db/migrate.ts', import.meta.url);
  if (!existsSync(fileURLToPath(file))) return false;
  const { migrate } = (await import(file.href)) as Migrations;
  await migrate({ url });
  return true;
}

function password(): string {
  return randomBytes(18).toString('base64url');
}

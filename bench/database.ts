/** A PostgreSQL with the product's schema and demo office, for benches that need nothing else. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateSecrets, parseSecrets } from '../src/crypto/secrets.ts';
import { migrate } from '../src/db/migrate.ts';
import { createPool } from '../src/db/pool.ts';
import type { RoleName } from '../src/embedded/databases.ts';
import { startReaper } from '../src/embedded/child.ts';
import { prepareDatabase, roleUrl } from '../src/embedded/databases.ts';
import { freePorts } from '../src/embedded/ports.ts';
import { startPostgres } from '../src/embedded/postgres.ts';
import { seedDemo } from '../src/seed.ts';
import { temporaryFolder } from '../test/harness/folder.ts';

export type UrlOf = (role: RoleName) => string;

interface Settings {
  readonly name: string;
  /** Whether a commit waits for the disk; filling needs none, what is timed does. */
  readonly durable: boolean;
}

/** A database that is migrated and empty, with the superuser's way past triggers and limits. */
interface Cluster {
  readonly superuser: string;
  readonly url: UrlOf;
}

/** Runs the work on a cluster of its own, as a production's, and leaves nothing behind. */
export function withCluster<T>(name: string, work: (cluster: Cluster) => Promise<T>): Promise<T> {
  return onCluster({ name, durable: true }, work);
}

/** The same with the demo office. */
export function withDatabase<T>(settings: Settings, work: (url: UrlOf) => Promise<T>): Promise<T> {
  return onCluster(settings, async ({ url }) => {
    const owner = createPool(url('owner'), { name: 'bench', max: 2 });
    await seedDemo({ pool: owner, secrets: parseSecrets(generateSecrets()) });
    await owner.end();
    return work(url);
  });
}

async function onCluster<T>(
  { name, durable }: Settings,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  const reaper = startReaper();
  const [port = 0] = await freePorts(1);
  const passwords = { owner: 'bench', app: 'bench', api: 'bench' };
  const postgres = await startPostgres(
    { home: folder, port, password: 'bench', log: join(folder, 'postgres.log'), durable },
    reaper,
  );
  try {
    await prepareDatabase(postgres.url('postgres'), name, passwords);
    const url: UrlOf = (role) => roleUrl(postgres, name, { role, passwords });
    await migrate({ url: url('owner') });
    return await work({ superuser: postgres.url(name), url });
  } finally {
    await postgres.child.stop();
    await reaper.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

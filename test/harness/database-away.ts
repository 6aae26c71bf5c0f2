/** The database of a suite, away for those who work on cases: no connection is accepted, none is left. */
import pg from 'pg';
import { inject } from 'vitest';
import type { SuiteDatabase } from './database.ts';

async function asSuperuser(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: inject('servers').postgres.superuser });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

export function databaseAway({ db }: { readonly db: SuiteDatabase }) {
  return {
    goes: () =>
      asSuperuser(
        `revoke connect on database ${db.name} from public, anju_app`,
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = '${db.name}' and usename = 'anju_app'`,
      ),
    isBack: () => asSuperuser(`grant connect on database ${db.name} to public, anju_app`),
  };
}

/** The product's database and its three roles in the embedded cluster. */
import pg from 'pg';
import { ensureDatabase, type Postgres } from './postgres.ts';

/** Migrations run as the owner; workers as `app`; the API, which may write little, as `api`. */
export const ROLES = { owner: 'anju_owner', app: 'anju_app', api: 'anju_api' } as const;
export type RoleName = keyof typeof ROLES;
export type RolePasswords = Readonly<Record<RoleName, string>>;

/**
 * Makes the roles with these passwords, and an empty database of the owner. What they may do is
 * the migrations' business; the owner may grant and alter the other two, and nobody else.
 */
export async function prepareDatabase(
  postgres: Postgres,
  database: string,
  passwords: RolePasswords,
): Promise<void> {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  try {
    for (const key of ['owner', 'app', 'api'] as const) {
      const known = await admin.query('select from pg_roles where rolname = $1', [ROLES[key]]);
      const verb = known.rowCount === 0 ? 'create' : 'alter';
      const password = pg.escapeLiteral(passwords[key]);
      await admin.query(
        `${verb} role ${ROLES[key]} login ${key === 'owner' ? 'createrole ' : ''}password ${password}`,
      );
    }
    await admin.query(
      `grant ${ROLES.app}, ${ROLES.api} to ${ROLES.owner} with admin true, inherit false, set false`,
    );
  } finally {
    await admin.end();
  }
  await ensureDatabase(postgres.url('postgres'), database, ROLES.owner);
}

/** Connection string of one of the roles. */
export function roleUrl(
  postgres: Postgres,
  database: string,
  { role, passwords }: { readonly role: RoleName; readonly passwords: RolePasswords },
): string {
  return postgres.url(database, { name: ROLES[role], password: passwords[role] });
}

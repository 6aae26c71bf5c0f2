/** The product's database and its three roles in a cluster whose superuser we are. */
import pg from 'pg';
import { ensureDatabase, type Postgres } from './postgres.ts';

/** Migrations run as the owner; workers as `app`; the API, which may write little, as `api`. */
export const ROLES = { owner: 'anju_owner', app: 'anju_app', api: 'anju_api' } as const;
export type RoleName = keyof typeof ROLES;
export type RolePasswords = Readonly<Record<RoleName, string>>;

/**
 * Makes the roles with these passwords, and an empty database of the owner. What they may do is
 * the migrations' business; the owner may grant and alter the other two, and nobody else.
 *
 * @param adminUrl the superuser's connection string
 */
export async function prepareDatabase(
  adminUrl: string,
  database: string,
  passwords: RolePasswords,
): Promise<void> {
  await prepareRole(adminUrl, ROLES.owner, passwords.owner, 'createrole');
  await prepareRole(adminUrl, ROLES.app, passwords.app);
  await prepareRole(adminUrl, ROLES.api, passwords.api);
  await asAdmin(
    adminUrl,
    `grant ${ROLES.app}, ${ROLES.api} to ${ROLES.owner} with admin true, inherit false, set false`,
  );
  await ensureDatabase(adminUrl, database, ROLES.owner);
}

/** Makes a role that may sign in, or gives it this password. */
export async function prepareRole(
  adminUrl: string,
  name: string,
  password: string,
  rights = '',
): Promise<void> {
  const [role, word] = [pg.escapeIdentifier(name), pg.escapeLiteral(password)];
  await asAdmin(
    adminUrl,
    `do $$ begin
       if not exists (select from pg_roles where rolname = ${pg.escapeLiteral(name)}) then
         create role ${role};
       end if;
     end $$;
     alter role ${role} login ${rights} password ${word}`,
  );
}

/** Connection string of one of the roles. */
export function roleUrl(
  postgres: Postgres,
  database: string,
  { role, passwords }: { readonly role: RoleName; readonly passwords: RolePasswords },
): string {
  return postgres.url(database, { name: ROLES[role], password: passwords[role] });
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

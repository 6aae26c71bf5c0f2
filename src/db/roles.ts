/**
 * The roles of the database: who owns, who works, who only answers.
 *
 *   anju_owner   owns every table and function; migrations and nothing else run as it
 *   anju_app     the workers: reads all, writes business tables, never changes the trail
 *   anju_api     the API: reads what it shows, writes schema `web`, for the rest calls `api_*`
 *
 * What the last two may do is granted by the migrations; here they come into being.
 */
import type pg from 'pg';

export const OWNER = 'anju_owner';
export const APP = 'anju_app';
export const API = 'anju_api';

export interface RolePasswords {
  /** Left out: the role keeps the password it has; a new one cannot sign in. */
  readonly app?: string | undefined;
  readonly api?: string | undefined;
}

/**
 * Makes the roles that are missing and sets the passwords given. Several may do so at once.
 *
 * @returns the role that migrations must become first: the owner when the connection is a
 *   superuser's, undefined when it is the owner's own
 * @throws Error when a role is missing and the connection may not make it
 */
export async function prepareRoles(
  client: pg.Client,
  passwords: RolePasswords,
): Promise<string | undefined> {
  const { superuser, createrole } = await rights(client);
  // Roles belong to the whole cluster, so two databases may be prepared at the same time.
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(hashtext('anju roles'))`);
  if (superuser) await ensureRole(client, OWNER, 'nologin createrole');
  for (const [role, password] of [
    [APP, passwords.app],
    [API, passwords.api],
  ] as const) {
    if (superuser || createrole) await ensureRole(client, role, 'login');
    else if (!(await exists(client, role))) {
      throw new Error(`role ${role} is missing and this connection may not create roles`);
    }
    if (password !== undefined) await setPassword(client, role, password);
  }
  if (superuser) await handOver(client);
  await client.query('commit');
  return superuser ? OWNER : undefined;
}

interface Rights {
  readonly superuser: boolean;
  readonly createrole: boolean;
}

async function rights(client: pg.Client): Promise<Rights> {
  const { rows } = await client.query<Rights>(
    `select rolsuper as superuser, rolcreaterole as createrole
       from pg_roles where rolname = current_user`,
  );
  return rows[0] ?? { superuser: false, createrole: false };
}

/** A superuser hands the database and its public schema to the owner, who then needs no help. */
async function handOver(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = client.escapeIdentifier(rows[0]?.name ?? '');
  await client.query(`alter database ${database} owner to ${OWNER}`);
  await client.query(`alter schema public owner to ${OWNER}`);
}

async function exists(client: pg.Client, role: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  return rowCount === 1;
}

async function ensureRole(client: pg.Client, role: string, options: string): Promise<void> {
  if (!(await exists(client, role))) await client.query(`create role ${role} ${options}`);
}

/** Only when it differs could be asked of nobody; setting it again is harmless. */
async function setPassword(client: pg.Client, role: string, password: string): Promise<void> {
  await client.query(`alter role ${role} login password ${client.escapeLiteral(password)}`);
}

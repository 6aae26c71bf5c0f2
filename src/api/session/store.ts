/**
 * Sessions and begun sign-ins in schema `web`. Ids are random 256 bits; the database knows only
 * their hashes, so reading the table opens no session.
 */
import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { openJson, sealJson } from '../../crypto/cipher.ts';

export interface SessionContent {
  readonly subject: string;
  readonly strong: boolean;
  /** Needed to sign out at the issuer. */
  readonly idToken: string;
}

export interface SignInContent {
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
}

export interface SessionStore {
  /** @returns the new id, which only the browser will know */
  open: (staff: string, content: SessionContent) => Promise<string>;
  /**
   * Null when there is none, or it was idle or open for too long.
   *
   * @param isAttended somebody is there: the idle time begins anew
   */
  find: (id: string, isAttended: boolean) => Promise<SessionContent | null>;
  close: (id: string) => Promise<SessionContent | null>;
  /** @returns the state of a sign-in that begins */
  begin: (content: SignInContent) => Promise<string>;
  /** A begun sign-in can be finished once, within ten minutes. */
  finish: (state: string) => Promise<SignInContent | null>;
  /** Removes what has expired. */
  sweep: () => Promise<void>;
}

export interface StoreSettings {
  readonly pool: pg.Pool;
  readonly key: KeyObject;
  readonly idleMs: number;
  readonly sessionMs: number;
}

const ALIVE = `expires_at > now() and last_seen_at > now() - $2 * interval '1 millisecond'`;

export function createSessionStore(settings: StoreSettings): SessionStore {
  const { pool, key, idleMs } = settings;
  return {
    open: (staff, content) => openSession(settings, staff, content),
    find: async (id, isAttended) => {
      const idHash = hash(id);
      // Seen is written at most once a minute: idle time is exact to that.
      const { rows } = await pool.query<{ content: string; stale: boolean }>(
        `select content, last_seen_at < now() - interval '1 minute' as stale
         from web.session where id_hash = $1 and ${ALIVE}`,
        [idHash, idleMs],
      );
      const row = rows[0];
      if (!row) return null;
      if (row.stale && isAttended) {
        await pool.query('update web.session set last_seen_at = now() where id_hash = $1', [
          idHash,
        ]);
      }
      return openJson(key, `session:${idHash}`, row.content) as SessionContent;
    },
    close: async (id) => {
      const idHash = hash(id);
      const { rows } = await pool.query<{ content: string }>(
        'delete from web.session where id_hash = $1 returning content',
        [idHash],
      );
      return rows[0] === undefined
        ? null
        : (openJson(key, `session:${idHash}`, rows[0].content) as SessionContent);
    },
    begin: (content) => beginSignIn(settings, content),
    finish: async (state) => {
      const stateHash = hash(state);
      const { rows } = await pool.query<{ content: string }>(
        `delete from web.sign_in where state_hash = $1
           and created_at > now() - interval '10 minutes' returning content`,
        [stateHash],
      );
      return rows[0] === undefined
        ? null
        : (openJson(key, `sign-in:${stateHash}`, rows[0].content) as SignInContent);
    },
    sweep: async () => {
      await pool.query(
        `delete from web.session
         where expires_at <= now() or last_seen_at <= now() - $1 * interval '1 millisecond'`,
        [idleMs],
      );
      await pool.query(`delete from web.sign_in where created_at < now() - interval '1 hour'`);
      await pool.query(`delete from web.idempotency where created_at < now() - interval '7 days'`);
    },
  };
}

async function openSession(
  { pool, key, sessionMs }: StoreSettings,
  staff: string,
  content: SessionContent,
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const idHash = hash(id);
  await pool.query(
    `insert into web.session (id_hash, staff, expires_at, content)
     values ($1, $2, now() + $3 * interval '1 millisecond', $4)`,
    [idHash, staff, sessionMs, sealJson(key, `session:${idHash}`, content)],
  );
  return id;
}

async function beginSignIn({ pool, key }: StoreSettings, content: SignInContent): Promise<string> {
  const state = randomBytes(32).toString('base64url');
  const stateHash = hash(state);
  await pool.query('insert into web.sign_in (state_hash, content) values ($1, $2)', [
    stateHash,
    sealJson(key, `sign-in:${stateHash}`, content),
  ]);
  return state;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

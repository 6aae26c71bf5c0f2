/** What the yardstick does: one statement each, two questions outside. */
import type pg from 'pg';
import { Pool } from 'undici';

export interface BareActivities {
  readonly addApplicant: (id: string, applicant: string) => Promise<void>;
  readonly identity: (id: string) => Promise<string>;
  readonly national: (id: string) => Promise<string>;
  readonly openAccount: (id: string) => Promise<void>;
}

export const BARE_TABLES = `
  create table if not exists applicant (id uuid primary key, content text not null);
  create table if not exists account (id uuid primary key references applicant, opened_at timestamptz not null);
  create table if not exists posting (account uuid not null references account, source text not null,
    amount numeric(18, 2) not null, primary key (account, source))`;

export function createBareActivities(pool: pg.Pool, outsideUrl: string): BareActivities {
  const outside = new Pool(outsideUrl, { connections: 32, pipelining: 1 });
  const ask = async (path: string, requestId: string): Promise<string> => {
    const { body } = await outside.request({
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requestId }),
    });
    return body.text();
  };
  return {
    addApplicant: async (id, applicant) => {
      await pool.query({
        name: 'add-applicant',
        text: 'insert into applicant (id, content) values ($1, $2)',
        values: [id, applicant],
      });
    },
    identity: (id) => ask('/identity/v1/verifications', id),
    national: (id) => ask('/national/v1/checks', id),
    openAccount: async (id) => {
      await pool.query({
        name: 'open-account',
        text: `with opened as (insert into account (id, opened_at) values ($1, now()) returning id)
               insert into posting (account, source, amount)
               select id, source, 0 from opened, unnest(array['unit', 'flexible']) as source`,
        values: [id],
      });
    },
  };
}

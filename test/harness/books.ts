/** Reads what a suite's database says of its cases, and keeps its house rules. */
import { expect } from 'vitest';
import type { Parties } from '../../src/cases/case.ts';
import type pg from 'pg';
import { openJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place } from '../../src/crypto/places.ts';
import type { Secrets } from '../../src/crypto/secrets.ts';

export interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly stage: string;
  readonly version: number;
  readonly outcome: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly parties: Parties;
  readonly accepted_on: string | null;
  readonly closed_at: number | null;
  readonly person: string;
}

export interface EventView {
  readonly kind: string;
  readonly actor: string;
  readonly role: string;
  readonly public: Readonly<Record<string, unknown>>;
  /** Opened. */
  readonly content: Readonly<Record<string, unknown>> | null;
}

export interface PaperView {
  readonly kind: string;
  readonly number: string;
  /** Opened. */
  readonly params: Readonly<Record<string, unknown>>;
}

export interface WaitView {
  readonly kind: string;
  readonly until: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface TaskView {
  readonly id: string;
  readonly kind: string;
  readonly role: string;
  readonly not_by: readonly string[];
}

export interface Books {
  readonly row: (caseId: string) => Promise<CaseView>;
  /** Kinds of the events, in order. */
  readonly events: (caseId: string) => Promise<readonly string[]>;
  readonly trail: (caseId: string) => Promise<readonly EventView[]>;
  readonly papers: (caseId: string) => Promise<readonly PaperView[]>;
  /** Open ones. */
  readonly waits: (caseId: string) => Promise<readonly WaitView[]>;
  readonly tasks: (caseId: string) => Promise<readonly TaskView[]>;
  readonly ask: <Row extends pg.QueryResultRow>(
    text: string,
    ...values: readonly unknown[]
  ) => Promise<readonly Row[]>;
}

export function books(pool: () => pg.Pool, { center }: Secrets): Books {
  const personKeys = createPersonKeys(center);
  const ask: Books['ask'] = async <Row extends pg.QueryResultRow>(
    text: string,
    ...values: readonly unknown[]
  ) => (await pool().query<Row>(text, [...values])).rows;
  const open = (row: SealedRow, sealed: string, at: string) =>
    openJson(personKeys.unwrap(row.person, row.wrapped_key), at, sealed) as PaperView['params'];
  return {
    ask,
    row: async (caseId) => {
      const [row] = await ask<CaseView>('select * from "case" where id = $1', caseId);
      if (!row) throw new Error('no such case');
      return row;
    },
    events: async (caseId) =>
      (
        await ask<{ kind: string }>('select kind from event where case_id = $1 order by id', caseId)
      ).map(({ kind }) => kind),
    trail: async (caseId) =>
      (
        await ask<SealedRow & EventView & { readonly sealed: string | null }>(
          `select e.kind, e.actor, e.actor_role as role, e.public, e.content as sealed, e.person,
                  p.wrapped_key from event e join person p on p.id = e.person
            where case_id = $1 order by e.id`,
          caseId,
        )
      ).map((row) => ({
        kind: row.kind,
        actor: row.actor,
        role: row.role,
        public: row.public,
        content: row.sealed === null ? null : open(row, row.sealed, place.event(caseId, null)),
      })),
    papers: async (caseId) =>
      (
        await ask<SealedRow & { id: string; kind: string; number: string; content: string }>(
          `select d.id, d.kind, d.number, d.content, d.person, p.wrapped_key
             from document d join person p on p.id = d.person
            where case_id = $1 order by issued_at, number`,
          caseId,
        )
      ).map((row) => ({
        kind: row.kind,
        number: row.number,
        params: open(row, row.content, place.document(row.id)),
      })),
    waits: (caseId) =>
      ask('select * from wait where case_id = $1 and closed_at is null order by id', caseId),
    tasks: (caseId) =>
      ask('select * from task where case_id = $1 and closed_at is null order by kind', caseId),
  };
}

interface SealedRow {
  readonly person: string;
  readonly wrapped_key: string | null;
}

/**
 * What holds of every case at rest: an open one waits for something or somebody, or is at work; an
 * ended one leaves nothing behind; every line of the trail says who and from where; every version
 * was written once.
 */
export async function expectOrder({ ask }: Books): Promise<void> {
  const idle = await ask(`select stage from "case" c where closed_at is null
    and stage not in ('checking', 'opening')
    and not exists (select from wait where case_id = c.id and closed_at is null)
    and not exists (select from task where case_id = c.id and closed_at is null)`);
  expect(idle, 'open cases that nothing and nobody moves').toEqual([]);
  const left = await ask(`select c.stage, w.kind as wait, t.kind as task, l.id as claim,
      a.state as agreement from "case" c
    left join wait w on w.case_id = c.id and w.closed_at is null
    left join task t on t.case_id = c.id and t.closed_at is null
    left join claim l on l.case_id = c.id and l.released_at is null
    left join agreement a on a.case_id = c.id and a.state = 'offered'
    where c.closed_at is not null
      and (w.id is not null or t.id is not null or l.id is not null or a.id is not null)`);
  expect(left, 'what ended cases left behind').toEqual([]);
  const nobody = await ask(`select kind from event
    where actor = '' or origin = '' or (actor = 'system') <> (actor_role = 'system')`);
  expect(nobody, 'events without who or where').toEqual([]);
  const twice = await ask(`select case_id, count(*) from effect e group by case_id
    having count(*) <> max((result->>'version')::integer)
        or count(*) <> (select version from "case" where id = e.case_id)`);
  expect(twice, 'versions that were written twice or lost').toEqual([]);
}

/** Journals of the caller's centers, with everything they are tied to. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface JournalRow {
  readonly id: string;
  readonly center: string;
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly business: string;
  readonly valueDate: string;
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly document: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly run: string | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  /** Yuan of its credits. */
  readonly amount: string;
}

const JOURNAL = `x.id, x.center, x.key, x.kind, journal_title(x.kind, x.key) as title, k.business, x.value_date as "valueDate",
  x.recorded_at as "recordedAt", x.recorded_by as "recordedBy", x.document,
  x.case_id as "caseId", c.number as "caseNumber", x.run, x.reverses, back.id as "reversedBy",
  (select coalesce(sum(p.amount) filter (where p.amount > 0), 0.00) from posting p
    where p.journal = x.id) as amount
  from journal x join journal_kind k on k.code = x.kind
  left join journal back on back.reverses = x.id
  left join "case" c on c.id = x.case_id`;

export async function findJournal(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<JournalRow | null> {
  const { rows } = await pool.query<JournalRow>(
    `select ${JOURNAL} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface JournalFilter {
  readonly caseId: string | null;
  readonly run: string | null;
}

/** Of a case or of a run, the newest first. */
export async function listJournals(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { caseId, run }: JournalFilter,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<readonly JournalRow[]> {
  const { rows } = await pool.query<JournalRow>(
    `select ${JOURNAL} where ${CENTER_VISIBLE}
        and ${caseId === null ? '$5::uuid is null and x.run = $6' : 'x.case_id = $5 and $6::text is null'}
        and ($7::bigint is null or x.id < $7)
      order by x.id desc limit $8`,
    [...scopeParams(caller, grants), caseId, run, after, limit + 1],
  );
  return rows;
}

export interface JournalLineRow {
  readonly line: number;
  readonly book: string;
  readonly account: string | null;
  readonly accountNumber: string | null;
  readonly source: string | null;
  readonly amount: string;
  readonly carried: string | null;
  readonly current: string | null;
}

export async function linesOfJournal(
  pool: pg.Pool,
  journal: string,
): Promise<readonly JournalLineRow[]> {
  const { rows } = await pool.query<JournalLineRow>(
    `select p.line, p.book, a.id as account, p.account as "accountNumber", p.source, p.amount,
            p.carried, p.current
       from posting p left join account a on a.number = p.account
      where p.journal = $1 order by p.line`,
    [journal],
  );
  return rows;
}

/** What a journal is tied to; each list is empty where there is nothing. */
export interface JournalLinks {
  readonly bankLines: readonly {
    readonly center: string;
    readonly day: string;
    readonly n: number;
    readonly serial: string;
    readonly amount: string;
    readonly state: string;
  }[];
  readonly debits: readonly {
    readonly run: string;
    readonly n: number;
    readonly coversFrom: string;
    readonly coversTo: string;
    readonly state: string;
  }[];
  readonly months: readonly {
    readonly month: string;
    readonly amount: string;
    readonly takenBack: string | null;
  }[];
  readonly suspense: readonly {
    readonly id: string;
    readonly serial: string;
    readonly amount: string;
    readonly state: string;
    readonly journal: string;
    readonly settledJournal: string | null;
  }[];
  readonly receivables: readonly {
    readonly id: string;
    readonly amount: string;
    readonly state: string;
  }[];
  readonly settlements: readonly {
    readonly source: string;
    readonly settledOn: string;
    readonly interest: string;
    readonly rolled: string;
  }[];
  readonly subsidies: readonly {
    readonly month: string;
    readonly amount: string;
    readonly journal: string;
    readonly contribution: string;
  }[];
}

const LINKS = `
  select
    coalesce((select json_agg(json_build_object('center', l.center, 'day', l.day, 'n', l.n,
         'serial', l.serial, 'amount', l.amount::text, 'state', l.state) order by l.day, l.n)
       from bank_line l
      where l.center = j.center
        and (l.serial = coalesce(j.document, o.document)
          or l.key in (coalesce(j.document, o.document), coalesce(o.key, j.key)))
        and exists (select from posting p where p.journal = j.id and p.book in ('bank', 'suspense'))),
      '[]') as "bankLines",
    coalesce((select json_agg(json_build_object('run', b.run, 'n', b.n, 'coversFrom', d.covers_from,
         'coversTo', d.covers_to, 'state', b.state) order by b.key)
       from debit b join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
      where b.account in (select p.account from posting p where p.journal = j.id)
        and b.journal in (j.id, j.reverses)), '[]') as debits,
    coalesce((select json_agg(json_build_object('month', c.month, 'amount', c.amount::text,
         'takenBack', c.taken_back::text) order by c.month)
       from contribution c where c.journal in (j.id, j.reverses)), '[]') as months,
    coalesce((select json_agg(json_build_object('id', s.id, 'serial', s.serial,
         'amount', s.amount::text, 'state', s.state, 'journal', s.journal::text,
         'settledJournal', s.settled_journal::text))
       from suspense_item s where s.journal in (j.id, j.reverses)
         or s.settled_journal in (j.id, j.reverses)), '[]') as suspense,
    coalesce((select json_agg(json_build_object('id', r.id, 'amount', r.amount::text,
         'state', r.state))
       from receivable r where r.journal = j.id
         or exists (select from recovery v where v.receivable = r.id and v.journal = j.id)), '[]')
      as receivables,
    coalesce((select json_agg(json_build_object('source', t.source, 'settledOn', t.settled_on,
         'interest', t.interest::text, 'rolled', t.rolled::text) order by t.source)
       from settlement t where t.journal = j.id
        and t.account in (select p.account from posting p where p.journal = j.id)), '[]')
      as settlements,
    coalesce((select json_agg(json_build_object('month', u.month, 'amount', u.amount::text,
         'journal', u.journal::text, 'contribution', u.contribution::text) order by u.month)
       from subsidy u where u.journal = j.id or u.contribution = j.id), '[]') as subsidies
  from journal j left join journal o on o.id = j.reverses where j.id = $1`;

export async function linksOfJournal(pool: pg.Pool, journal: string): Promise<JournalLinks> {
  const { rows } = await pool.query<JournalLinks>(LINKS, [journal]);
  const [links] = rows;
  if (!links) throw new Error('the journal is gone');
  return links;
}

/** Irregularities (异常) as the sweep and their cases read and write them. */
import type { Hit } from './legality.ts';
import type { Db, Tx } from './pool.ts';

export interface Irregularity {
  readonly caseId: string;
  readonly center: string;
  readonly person: string;
  readonly invariant: string;
  readonly hit: string;
  /** Opaque id of the account; null: it is about a case. */
  readonly accountId: string | null;
  readonly aboutCase: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly foundOn: string;
}

export async function findIrregularity(db: Db, caseId: string): Promise<Irregularity | null> {
  const { rows } = await db.query<Irregularity>({
    name: 'find-irregularity',
    text: `select i.case_id as "caseId", i.center, i.person, i.invariant, i.hit,
                  a.id as "accountId", i.about_case as "aboutCase", i.evidence,
                  i.found_on as "foundOn"
             from irregularity i left join account a on a.number = i.account
            where i.case_id = $1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

export interface Listed extends Hit {
  readonly invariant: string;
}

/** Writes the list of a sweep: what is new is due; what is known, explained or about nobody is not. */
export async function freezeIrregularities(
  tx: Tx,
  {
    run,
    center,
    found,
  }: { readonly run: string; readonly center: string; readonly found: readonly Listed[] },
): Promise<void> {
  await tx.query({
    name: 'freeze-irregularities',
    text: `with found as (
             select row_number() over () as place, f.* from jsonb_to_recordset($3) as f(invariant text,
               hit text, person uuid, account text, "caseId" uuid, evidence jsonb)),
           judged as (
             select f.*, case
                 when exists (select from irregularity i where i.center = $2
                       and i.invariant = f.invariant and i.hit = f.hit and i.ended_on is null)
                   then 'known-irregularity'
                 when exists (select from irregularity i where i.center = $2
                       and i.invariant = f.invariant and i.hit = f.hit and i.outcome = 'explained'
                       and i.evidence = f.evidence) then 'explained-before'
                 when p.wrapped_key is null then 'person-forgotten' end as reason
               from found f join person p on p.id = f.person)
           insert into run_item (run, n, subject, account, verdict, reason, detail)
           select $1, row_number() over (order by reason is not null, place),
                  invariant || '/' || hit, account,
                  case when reason is null then 'due' else 'excluded' end, reason,
                  jsonb_strip_nulls(jsonb_build_object('invariant', invariant, 'hit', hit,
                    'person', person, 'aboutCase', "caseId", 'evidence', evidence))
             from judged`,
    values: [run, center, JSON.stringify(found)],
  });
}

/** What is found again was seen again. */
export async function seeAgain(tx: Tx, run: string, on: string): Promise<void> {
  await tx.query({
    name: 'see-irregularities-again',
    text: `update irregularity i set seen_on = $2
             from run_item l, run r
            where l.run = $1 and r.id = $1 and l.reason = 'known-irregularity'
              and i.center = r.center and i.invariant = l.detail->>'invariant'
              and i.hit = l.detail->>'hit' and i.ended_on is null`,
    values: [run, on],
  });
}

export interface Beginning {
  readonly n: number;
  readonly caseId: string;
}

export interface Begun {
  readonly n: number;
  readonly caseId: string;
  readonly person: string;
  readonly branch: string;
  readonly wrappedKey: string | null;
}

/**
 * Puts items of the list into the book, each under its case's id, at the branch of the case it is
 * about or that opened the account, else at the hall.
 *
 * @returns those that are new
 */
export async function beginIrregularities(
  tx: Tx,
  {
    run,
    on,
    rows: given,
  }: { readonly run: string; readonly on: string; readonly rows: readonly Beginning[] },
): Promise<readonly Begun[]> {
  const { rows } = await tx.query<Begun>({
    name: 'begin-irregularities',
    text: `with known as (
             select g.n, g."caseId", l.account, l.detail, r.center, p.id as person, p.wrapped_key,
                    coalesce(c.branch, (select b.id from branch b
                      where b.center = r.center and b.active
                      order by b.kind = 'hall' desc, b.id limit 1)) as branch
               from jsonb_to_recordset($3) as g(n integer, "caseId" uuid)
               join run_item l on l.run = $1 and l.n = g.n
               join run r on r.id = l.run
               join person p on p.id = (l.detail->>'person')::uuid
               left join account a on a.number = l.account
               left join "case" c on c.id = coalesce((l.detail->>'aboutCase')::uuid, a.opened_by_case)),
           made as (
             insert into irregularity (case_id, center, branch, person, invariant, hit, account,
               about_case, evidence, found_by, found_on, seen_on)
             select g."caseId", g.center, g.branch, g.person, g.detail->>'invariant', g.detail->>'hit',
                    g.account,
                    (select k.id from "case" k where k.id = (g.detail->>'aboutCase')::uuid),
                    g.detail->'evidence', $1, $2, $2 from known g
             on conflict do nothing returning case_id)
           select k.n, k."caseId", k.person, k.branch, k.wrapped_key as "wrappedKey"
             from made m join known k on k."caseId" = m.case_id`,
    values: [run, on, JSON.stringify(given)],
  });
  return rows;
}

/** Open ones whose case has begun and which the run's list does not have any more. */
export async function notFoundAgain(
  tx: Tx,
  run: string,
): Promise<readonly { readonly caseId: string; readonly person: string }[]> {
  const { rows } = await tx.query<{ caseId: string; person: string }>({
    name: 'irregularities-not-found-again',
    text: `select i.case_id as "caseId", i.person
             from irregularity i join run r on r.id = $1
            where i.center = r.center and i.ended_on is null and i.begun_on is not null
              and not exists (select from run_item l where l.run = $1
                               and l.subject = i.invariant || '/' || i.hit)
            order by i.case_id`,
    values: [run],
  });
  return rows;
}

export async function startsUnderWay(db: Db, center: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'irregularity-starts',
    text: `select count(*)::integer as n from irregularity
            where center = $1 and begun_on is null and ended_on is null`,
    values: [center],
  });
  return rows[0]?.n ?? 0;
}

export type IrregularityEnd = 'gone' | 'explained' | 'mended';

/** What became known since; what is left out stays. */
export async function updateIrregularity(
  tx: Tx,
  caseId: string,
  news: {
    readonly begunOn?: string;
    readonly ended?: { readonly outcome: IrregularityEnd; readonly on: string };
  },
): Promise<void> {
  const { begunOn = null, ended } = news;
  await tx.query({
    name: 'update-irregularity',
    text: `update irregularity set begun_on = coalesce($2, begun_on), outcome = coalesce($3, outcome),
             ended_on = coalesce($4, ended_on)
            where case_id = $1`,
    values: [caseId, begunOn, ended?.outcome ?? null, ended?.on ?? null],
  });
}

/** Reading the operator's diary: interventions of a month, with what became of each since. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import type { RepairRow } from './repairs.ts';
import { repairsBetween } from './repairs.ts';
import { scopeParams, visibleAt } from './scope.ts';

/** What the case did after something was done to it. */
export interface Since {
  readonly case_number: string | null;
  readonly case_outcome: string | null;
  readonly case_type: string | null;
  readonly case_stage: string | null;
  /** It was parked, or repaired, again. */
  readonly again: boolean;
}

export interface DiaryEventRow extends Since {
  readonly id: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly person: string | null;
  readonly wrapped_key: string | null;
  readonly kind: string;
  readonly at: number;
  readonly actor: string;
  readonly actor_name: string | null;
  readonly public: Readonly<Record<string, unknown>>;
  readonly content: string | null;
  /** Who had begun what this person decided. */
  readonly first: string | null;
  readonly first_name: string | null;
  readonly first_reason: string | null;
  /** The value in force before a figure that was approved. */
  readonly value_before: string | null;
}

export interface Between {
  /** Instants (RFC 3339): from, and before. */
  readonly from: string;
  readonly before: string;
  readonly limit: number;
}

const AGAIN = (caseId: string, after: string) => `exists (
  select from event x where x.case_id = ${caseId} and x.kind in ('case-parked', 'repair-proposed')
     and x.at > ${after})`;

const SINCE = `c.number as case_number, c.outcome as case_outcome, c.type as case_type,
  c.stage as case_stage`;

/** Who had begun what somebody else decided: of a figure, of the staff, of a case. */
const FIRST = 'coalesce(f.proposed_by, h.proposed_by, n.actor)';

/** Of these kinds, done by people; the newest first. */
export async function interventionsBetween(
  pool: pg.Pool,
  { caller, grants }: Seen,
  kinds: readonly string[],
  { from, before, limit }: Between,
): Promise<readonly DiaryEventRow[]> {
  const { rows } = await pool.query<DiaryEventRow>(
    `select e.id, e.center, e.case_id, e.person,
       coalesce(p.wrapped_key, k.wrapped_key) as wrapped_key, e.kind, e.at, e.actor,
       s.name as actor_name, e.public, e.content, ${SINCE}, ${AGAIN('e.case_id', 'e.at')} as again,
       ${FIRST} as first, b.name as first_name, coalesce(f.reason, h.reason) as first_reason,
       (select v.value from figure v
         where v.center = f.center and v.district is not distinct from f.district
           and v.name = f.name and v.valid_to = f.valid_from - 1) as value_before
     from event e left join "case" c on c.id = e.case_id left join person p on p.id = e.person
       left join center_key k on k.center = e.center and e.person is null
       left join staff s on s.id = e.actor
       left join figure_proposal f on f.id::text = e.public ->> 'proposal'
       left join lateral (
         select x.actor from event x where x.case_id = e.case_id and x.id < e.id and (
             (e.kind in ('answer-confirmed', 'answer-declined') and x.kind = 'answer-entered')
             or (e.kind = 'account-opening-undone' and x.kind = 'reversal-proposed'))
          order by x.id desc limit 1) n on true
       left join staff_change h on h.id::text = e.public ->> 'change'
       left join staff b on b.id = ${FIRST}
     where ${visibleAt('e.center', 'c.branch')} and e.kind = any ($5)
       and e.actor <> 'system' and e.origin not like 'repair:%'
       and e.at >= $6::timestamptz and e.at < $7::timestamptz
     order by e.at desc, e.id desc limit $8`,
    [...scopeParams(caller, grants), kinds, from, before, limit],
  );
  return rows;
}

export type DiaryRepairRow = RepairRow & Since;

/** Repairs that were asked for then; the newest first. */
export async function repairsOf(
  pool: pg.Pool,
  seen: Seen,
  { from, before, limit }: Between,
): Promise<readonly DiaryRepairRow[]> {
  const again = `${AGAIN('r.case_id', 'coalesce(r.settled_at, r.asked_at)')}
    or exists (select from repair x where x.object = r.object and x.asked_at > r.asked_at)`;
  return repairsBetween<Since>(pool, seen, {
    columns: `${SINCE}, (${again}) as again`,
    from,
    before,
    limit,
  });
}

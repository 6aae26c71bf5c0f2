/** Running cases of the types that a figure may reach, with what is recorded of each for its rule. */
import type pg from 'pg';
import { WAIT_LAST_DAY } from './case-conditions.ts';
import type { RunningRow } from './figure-impact.ts';

export interface RunningCaseRow extends RunningRow {
  /** Last decision by the rule of the type; null: there is none. */
  readonly decision_key: string | null;
  readonly decision: string | null;
  readonly decision_person: string | null;
  readonly decision_wrapped: string | null;
  /** Day of the last answer of the outside system that its course asks. */
  readonly answered_on: string | null;
  /** Last day of the open wait that began last; null: it has none, or the clock does not end it. */
  readonly wait_until: string | null;
  readonly empty_from: string | null;
  readonly district: string | null;
  /** Of the account that is taken up: last month paid. */
  readonly paid_to: string | null;
}

/** Open cases of these types, the oldest first. */
export async function runningCases(
  pool: pg.Pool,
  asked: {
    readonly center: string;
    readonly types: readonly string[];
    readonly limit: number;
  },
): Promise<readonly RunningCaseRow[]> {
  const { rows } = await pool.query<RunningCaseRow>(
    `select c.id, c.number, c.type, c.stage, c.detail, b.name as branch_name, c.accepted_on,
            c.person, p.wrapped_key, p.masked, f.version as form_version, f.person as form_person,
            k.wrapped_key as form_key, f.masked as form, d.key as decision_key,
            d.record as decision, d.person as decision_person, dp.wrapped_key as decision_wrapped,
            exists (select from agreement a
             where a.case_id = c.id and a.state in ('offered', 'active')) as offered,
            (select max((h.answered_at at time zone 'Asia/Shanghai')::date) from "check" h
              where h.case_id = c.id and h.system =
                case c.type when 'personal-change' then 'identity' else 'national' end) as answered_on,
            (select ${WAIT_LAST_DAY} from wait w where w.case_id = c.id and w.closed_at is null
              order by w.id desc limit 1) as wait_until,
            (select y.empty_from from dormancy y where y.case_id = c.id) as empty_from,
            l.district, l.paid_to
       from "case" c
       join branch b on b.id = c.branch
       join person p on p.id = c.person
       left join lateral (select version, person, masked from form_content
             where case_id = c.id order by version desc limit 1) f on true
       left join person k on k.id = f.person
       left join lateral (select x.key, x.record, x.person from decision x
             where x.case_id = c.id and x.rule = c.type order by x.id desc limit 1) d on true
       left join person dp on dp.id = d.person
       left join lateral (select a.paid_to, (select n.district from plan n
                 where n.account = a.number and n.active order by n.from_month desc limit 1) as district
             from account a where a.person = c.person and a.center = c.center and a.state <> 'closed'
            order by a.opened_on limit 1) l on true
      where c.center = $1 and c.closed_at is null and c.type = any ($2)
      order by c.opened_at, c.id limit $3`,
    [asked.center, asked.types, asked.limit],
  );
  return rows;
}

-- Leaving (退出销户): what it is decided on, the settlement of one source alone, and why an account closed.

-- What an exit is decided on, as the books stand now. The unit's portion has a day of its own: from it,
-- and not from the account's, the half year of clause 7 runs.
create function exit_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'source', a.source, 'openedOn', a.opened_on, 'accountSealedOn', a.sealed_on,
    'unitSealedOn', (select s.sealed_on from seal s
                      where s.account = a.number and s.source = 'unit' and s.ended_on is null),
    'openingCase', a.opened_by_case, 'broughtBy', c.submitted_by,
    'nameHash', p.name_hash,
    'agreement', (select g.state from agreement g
                   where g.account = a.number and g.state in ('active', 'suspended')),
    'balances', (select coalesce(jsonb_object_agg(b.source, b.amount::text), '{}')
                   from balance b where b.account = a.number),
    'holds', (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'amount', h.amount::text)
                order by h.placed_on, h.id), '[]')
                from hold h where h.account = a.number and h.released_on is null),
    'owed', (select coalesce(sum(r.amount - r.recovered), 0)::numeric(18, 2)::text from receivable r
               where r.person = a.person and r.state = 'open'),
    'bans', (select coalesce(jsonb_agg(m.until_on order by m.until_on), '[]')
               from measure m left join measure_end e on e.measure = m.id
              where m.person = a.person and m.kind = 'ban' and m.until_on is not null
                and e.measure is null),
    'cases', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'number', k.number,
                'type', k.type) order by k.number), '[]')
                from "case" k
               where k.person = a.person and k.center = a.center and k.closed_at is null
                 and k.type not in ('dormant-closing', 'hold')
                 and k.stage <> 'awaiting settlement'),
    'debitUnderWay', exists (select from debit d
                              where d.account = a.number and d.state in ('planned', 'sent')),
    'payoutUnderWay', (select o.case_id from payout o
                        where o.account = a.number and o.state in ('ready', 'sent')),
    'inSuspense', exists (select from suspense_item s
                           where s.account = a.number and s.state = 'open'))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
   where a.id = p_account
$$;

-- The same for somebody who is about to ask for one: as far as they may work on the account.
create function api_exit_facts(p_account uuid, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  facts jsonb := exit_facts(p_account);
begin
  if facts is null or not in_scope(p_by, facts->>'center', null)
     or ((p_by).role = 'channel' and facts->>'broughtBy' is distinct from (p_by).id) then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  return facts;
end
$$;

-- What the national platform answered last for a person, for whoever shows it before it is asked anew.
create function api_exit_loans(p_account uuid, p_by actor) returns jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('loans', k.facts #> '{answer,loans}',
           'answeredAt', (extract(epoch from k.answered_at) * 1000)::bigint)
    from "check" k
   where k.person = (api_exit_facts(p_account, p_by)->>'person')::uuid
     and k.system = 'national' and k.status = 'ok'
   order by k.answered_at desc limit 1
$$;

-- As before, and with `p_terms->>'source'` of that source alone: the interest of what is paid is settled
-- with it, that of what stays goes on.
create or replace function interest_due(p_center text, p_first text, p_last text, p_terms jsonb)
  returns setof interest_due language sql stable rows 5000 as $$
  select r.account, r.source, r.since, r.until, r.corrected, r.accumulation_carried,
         r.accumulation_current, r.earned,
         case when r.interest < -(r.held_carried + o.rolled)
              then r.earned + (r.held_carried + o.rolled) * (p_terms->>'divisor')::integer
              else 0 end,
         greatest(r.interest, -(r.held_carried + o.rolled)), o.rolled, r.lines,
         1 + (select coalesce(max(t.turn), 0) from settlement t
               where t.account = r.account and t.settled_on = (p_terms->>'settledOn')::date),
         r.held_carried, r.held_current, r.held_lines, r.covered
    from interest_reckon(p_center, p_first, p_last, (p_terms->>'until')::date,
           p_terms->'rates', (p_terms->>'divisor')::integer) r
    cross join lateral (
      select case
          when (p_terms->>'closing')::boolean then 0
          when r.held_lines = r.lines then r.held_current
          else least(r.held_current, greatest(0, r.held_current - (
            select coalesce(sum(p.current), 0) from posting p
              join journal j on j.id = p.journal join journal_kind k on k.code = j.kind
             where p.account = r.account and p.source = r.source
               and p.value_date > (p_terms->>'settledOn')::date
               and (p.current > 0 or k.takes_current_first))))
        end as rolled) o
   where (r.earned <> 0 or r.interest <> 0 or o.rolled <> 0
          or r.accumulation_carried <> 0 or r.accumulation_current <> 0)
     and (p_terms->>'source' is null or r.source = p_terms->>'source')
     and not exists (
       select from settlement t
        where t.account = r.account and t.source = r.source and t.until >= r.until
          and not exists (select from journal x where x.reverses = t.journal))
$$;

alter table account drop constraint account_close_reason_check;
alter table account add constraint account_close_reason_check check (close_reason in
  ('merged', 'transferred-out', 'withdrawn', 'dormant', 'opened-by-mistake', 'exit', 'death'));
comment on column account.close_reason is 'JGJ/T 320 A.6 and A.7: merged 03 合并销户, transferred-out 04 外部转出销户, withdrawn 05 提取销户, exit 05 (reason 99 其他: 灵活就业退出), death 05 (reason 08 死亡), dormant 05 (sub-reason 108 零额销户), opened-by-mistake 99 其他.';

select close_functions();
grant execute on function exit_facts to anju_app;
grant execute on function api_exit_facts, api_exit_loans to anju_api;

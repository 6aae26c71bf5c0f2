-- Changes of personal data (信息变更): what was changed, when, by which case; the values before stay readable
-- under the person's key. Documents that were replaced keep their number and go on finding the person.

alter table identity_document add column ended_on date,
  add column ended_by_case uuid references "case",
  add column struck boolean not null default false,
  add check ((ended_on is null) = (ended_by_case is null)),
  add check (not struck or ended_on is not null);
comment on column identity_document.ended_on is 'From which day another document stands in its place; null: in force. It still finds the person.';
comment on column identity_document.ended_by_case is 'The case that replaced it.';
comment on column identity_document.struck is 'true: the number had been recorded by mistake; it finds nobody any more.';
grant select (ended_on, ended_by_case, struck) on identity_document to anju_api;

create table personal_change (
  id           uuid primary key,
  case_id      uuid not null unique references "case",
  center       text not null references center,
  person       uuid not null references person,
  account      text not null references account,
  kinds        text[] not null check (kinds <> '{}'
                 and kinds <@ array['name', 'document', 'phone', 'address']),
  changed_on   date not null,
  before       sealed not null,
  after        sealed not null,
  masked       sealed not null,
  changed_by   text not null check (changed_by <> ''),
  reviewed_by  text check (reviewed_by <> changed_by),
  recorded_at  timestamptz not null default now(),
  check (reviewed_by is not null or not kinds && array['name', 'document'])
);
create index personal_change_person on personal_change (person, changed_on);
comment on table personal_change is 'Changes of personal data (信息变更), one per case; append-only.';
comment on column personal_change.id is 'Opaque id.';
comment on column personal_change.case_id is 'The case that did it.';
comment on column personal_change.center is 'The center that keeps the record.';
comment on column personal_change.person is 'Whose.';
comment on column personal_change.account is 'The account by which the person was found.';
comment on column personal_change.kinds is 'What was changed: name 姓名, document 证件, phone 手机号码, address 地址.';
comment on column personal_change.changed_on is 'On which day.';
comment on column personal_change.before is 'The values before, as JSON, sealed.';
comment on column personal_change.after is 'The values after, as JSON, sealed.';
comment on column personal_change.masked is 'Both masked, as JSON, sealed: what an answer shows without a reason.';
comment on column personal_change.changed_by is 'Who brought it: staff id or channel.';
comment on column personal_change.reviewed_by is 'Who looked at it; a name or a document is never changed by one person alone.';
comment on column personal_change.recorded_at is 'When it was written down.';
create trigger append_only before update or delete on personal_change
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on personal_change
  for each statement execute function refuse_change();
grant select, insert on personal_change to anju_app;
grant select (id, case_id, center, person, account, kinds, changed_on, masked, changed_by, reviewed_by,
  recorded_at) on personal_change to anju_api;

-- One at a time: what is still to be settled with the bank afterwards hinders no second one.
create unique index personal_change_open on "case" (person)
  where type = 'personal-change' and closed_at is null and stage <> 'awaiting mandate';

-- When personal data of a person, or the card that is debited, were changed, and by which case.
create function data_changes(p_person uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('on', x.on_day, 'what', x.what, 'case', x.number)
           order by x.on_day, x.number, x.what), '[]')
    from (select c.changed_on as on_day, c.kinds as what, k.number
            from personal_change c join "case" k on k.id = c.case_id
           where c.person = p_person
          union all
          select m.in_force_on, array['card'], k.number
            from amendment m join "case" k on k.id = m.case_id
           where m.person = p_person and m.state = 'active' and 'card' = any (m.changes)
          union all
          select distinct shanghai_date(e.at), array['card'], null
            from event e
           where e.person = p_person and e.kind = 'mandate-confirmed' and e.public->>'card' = 'true'
             and not exists (select from amendment m
                              where m.person = p_person and m.in_force_on = shanghai_date(e.at)
                                and 'card' = any (m.changes))) x
$$;
grant execute on function data_changes to anju_app;

-- As before, and with the changes of personal data: whoever is paid soon after one is looked at.
create or replace function withdrawal_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'source', a.source, 'openingCase', a.opened_by_case,
    'broughtBy', c.submitted_by, 'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'district', (select l.district from plan l where l.account = a.number and l.active
                  order by l.from_month desc limit 1),
    'agreement', g.id, 'parameters', g.parameters,
    'balances', (select coalesce(jsonb_object_agg(b.source, b.amount::text), '{}')
                   from balance b where b.account = a.number),
    'holds', (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'amount', h.amount::text)
                order by h.placed_on, h.id), '[]')
                from hold h where h.account = a.number and h.released_on is null),
    'owed', (select coalesce(sum(r.amount - r.recovered), 0)::numeric(18, 2)::text from receivable r
               where r.person = a.person and r.state = 'open'),
    'months', (select coalesce(jsonb_agg(m order by m), '[]') from covered_months(a.number) m),
    'earlier', (select coalesce(jsonb_agg(jsonb_build_object('case', w.case_id, 'reason', w.reason,
                  'on', w.decided_on, 'amount', w.amount::text, 'from', w.period_from,
                  'to', w.period_to, 'expense', w.expense_hash) order by w.decided_on, w.case_id), '[]')
                  from withdrawal w where w.person = a.person and w.state in ('reserved', 'paid')),
    'loans', (select k.facts #> '{answer,loans}' from "check" k
               where k.person = a.person and k.system = 'national' and k.status = 'ok'
               order by k.answered_at desc limit 1),
    'bans', (select coalesce(jsonb_agg(m.until_on order by m.until_on), '[]')
               from measure m left join measure_end e on e.measure = m.id
              where m.person = a.person and m.kind = 'ban' and m.until_on is not null
                and e.measure is null),
    'changes', data_changes(a.person),
    'heldBy', (select k.case_id from claim k where k.person = a.person and k.released_at is null))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
    left join lateral (select g.id, g.parameters from agreement g where g.account = a.number
      order by g.state = 'active' desc, g.offered_on desc, g.id limit 1) g on true
   where a.id = p_account
$$;

-- As before, and with the changes; a change of data ends nothing and hinders nobody from leaving.
create or replace function exit_facts(p_account uuid) returns jsonb
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
                 and k.type not in ('dormant-closing', 'hold', 'personal-change')
                 and k.stage <> 'awaiting settlement'),
    'debitUnderWay', exists (select from debit d
                              where d.account = a.number and d.state in ('planned', 'sent')),
    'changes', data_changes(a.person),
    'payoutUnderWay', (select o.case_id from payout o
                        where o.account = a.number and o.state in ('ready', 'sent')),
    'inSuspense', exists (select from suspense_item s
                           where s.account = a.number and s.state = 'open'))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
   where a.id = p_account
$$;
select close_functions();

-- Corrections of the source (来源更正): money of one account that stands in the wrong sub-ledger, or in 来源待定, goes to
-- the right one. What that comes to is a plan, looked at, proposed by one supervisor, and posted by another just so.

create table source_correction (
  id           uuid primary key,
  center       text not null references center,
  account      text not null references account,
  from_source  text not null check (from_source in ('unit', 'flexible', 'unclassified')),
  to_source    text not null check (to_source in ('unit', 'flexible')),
  amount       numeric(18, 2) not null check (amount > 0),
  since        date not null,
  document     text not null check (length(document) between 1 and 60),
  reason       text not null check (length(reason) between 1 and 500),
  plan         jsonb not null,
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  state        text not null default 'proposed'
    check (state in ('proposed', 'done', 'declined', 'withdrawn')),
  proposed_by  text not null references staff,
  proposed_at  timestamptz not null,
  decided_by   text references staff,
  decided_at   timestamptz,
  journal      bigint unique references journal,
  version      integer not null default 1,
  check (from_source <> to_source),
  check ((state = 'proposed') = (decided_at is null)),
  check (state <> 'done' or decided_by <> proposed_by),
  check ((state = 'done') = (journal is not null))
);
create unique index source_correction_open on source_correction (account) where state = 'proposed';
create index source_correction_list on source_correction (center, proposed_at desc, id);
create index source_correction_account on source_correction (account, proposed_at desc);
comment on table source_correction is 'Proposals to move money of an account between its sub-ledgers (来源更正申请), with the plan that was looked at.';
comment on column source_correction.id is 'Opaque id, derived from the caller and its idempotency key.';
comment on column source_correction.center is 'Whose books.';
comment on column source_correction.account is 'The account; its money stays in it.';
comment on column source_correction.from_source is 'Where the money stands: unit 单位缴存, flexible 灵活就业缴存, unclassified 来源待定.';
comment on column source_correction.to_source is 'Where it belongs: unit or flexible.';
comment on column source_correction.amount is 'How much, in yuan.';
comment on column source_correction.since is 'Value date (起算日): from this day the money earns where it belongs.';
comment on column source_correction.document is 'Number of the document it rests on.';
comment on column source_correction.reason is 'Why; about the books, and about nobody.';
comment on column source_correction.plan is 'What would be posted: source_correction_plan.';
comment on column source_correction.digest is 'Its digest: posted is what was looked at or nothing.';
comment on column source_correction.state is 'proposed 待复核, done 已更正, declined 不同意, withdrawn 已撤回.';
comment on column source_correction.proposed_by is 'Staff id.';
comment on column source_correction.proposed_at is 'When.';
comment on column source_correction.decided_by is 'Staff id of the other supervisor, or of whoever withdrew it.';
comment on column source_correction.decided_at is 'When.';
comment on column source_correction.journal is 'The journal that was recorded for it; null: none.';
comment on column source_correction.version is 'Grows with every change.';

-- The first day at whose end a source held that much, and on every day since, within the days that no settlement of
-- interest of the two sources has counted: interest that was credited stands in a balance, and is corrected as money.
-- Null: it does not hold that much now.
create function source_held_since(p_account text, p_from text, p_to text, p_amount numeric) returns date
  language sql stable set search_path = public, pg_temp as $$
  with days as (
    select p.value_date as day, sum(p.amount) as moved
      from posting p where p.account = p_account and p.source = p_from group by 1),
  held as (select day, sum(moved) over (order by day) as amount from days)
  select case when coalesce((select b.amount from balance b
                              where b.account = p_account and b.source = p_from), 0) >= p_amount
    then greatest(a.opened_on,
      (select max(s.until) from settlement s
        where s.account = p_account and s.source in (p_from, p_to)
          and not exists (select from journal r where r.reverses = s.journal)),
      (select min(h.day) from held h
        where h.day > coalesce((select max(l.day) from held l where l.amount < p_amount), '-infinity')))
    end
    from account a where a.number = p_account
$$;

-- The plan: {account, from, to, amount, since, earliest, carried, current, atEnd, before, after, stays, digest};
-- amounts are texts. What the source held only when that day had ended, its settled interest, earns from the next day
-- there and goes over likewise (atEnd). 上年结转 and 当年归集 go over as they are: what came in on the day from which it counts was 当年归集
-- then and is taken from there, older money from 上年结转 first, as by every debit.
create function source_correction_plan(p_account text, p_from text, p_to text, p_amount numeric,
  p_since date, p_on date) returns jsonb language plpgsql stable set search_path = public, pg_temp as $$
declare
  a account;
  b balance;
  at_day date := coalesce(p_since, p_on);
  earliest date := source_held_since(p_account, p_from, p_to, p_amount);
  came_in numeric;
  at_end numeric := 0;
  carried numeric := 0;
  current numeric := 0;
  stays text[];
  told jsonb;
begin
  select * into a from account where number = p_account;
  select * into b from balance where account = p_account and source = p_from;
  if b.amount >= p_amount then
    select coalesce(sum(p.current) filter (where p.value_date = at_day and not p.end_of_day), 0),
           greatest(0, p_amount - coalesce(sum(p.amount)
             filter (where p.value_date + p.end_of_day::integer <= at_day), 0))
      into came_in, at_end from posting p
     where p.account = p_account and p.source = p_from and p.value_date <= at_day;
    current := least(p_amount, b.current, greatest(0, came_in));
    carried := least(p_amount - current, b.carried);
    current := p_amount - carried;
  end if;
  stays := array_remove(array[
    case when a.state = 'closed' then 'account-closed' end,
    case when earliest is null then 'balance-too-low' end,
    case when at_day < earliest then 'since-too-early' end,
    case when exists (select from hold h where h.account = p_account and h.released_on is null
                       and h.amount is null) then 'account-held' end,
    case when exists (select from debit d where d.account = p_account and d.state in ('planned', 'sent'))
      then 'debit-under-way' end,
    case when exists (select from payout o where o.account = p_account and o.state in ('ready', 'sent'))
      then 'payout-under-way' end,
    case when exists (select from run r where r.kind = 'interest-settlement' and r.center = a.center
                       and r.state in ('preparing', 'previewed', 'working', 'stopped'))
      then 'interest-under-way' end], null);
  told := jsonb_build_object('account', p_account, 'from', p_from, 'to', p_to,
    'amount', p_amount::numeric(18, 2)::text, 'since', at_day,
    'carried', carried::numeric(18, 2)::text, 'current', current::numeric(18, 2)::text,
    'atEnd', at_end::numeric(18, 2)::text, 'stays', to_jsonb(stays));
  return told || jsonb_build_object('earliest', earliest,
    'before', source_amounts(p_account, p_from, p_to, 0),
    'after', source_amounts(p_account, p_from, p_to, case when earliest is null then 0 else p_amount end),
    'digest', encode(sha256(convert_to(told::text, 'UTF8')), 'hex'));
end
$$;

-- What both sources hold once so much has gone over.
create function source_amounts(p_account text, p_from text, p_to text, p_moved numeric) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'from', (coalesce((select amount from balance where account = p_account and source = p_from), 0)
              - p_moved)::numeric(18, 2)::text,
    'to', (coalesce((select amount from balance where account = p_account and source = p_to), 0)
              + p_moved)::numeric(18, 2)::text)
$$;

create function account_to_correct(p_account text, p_by actor) returns account
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_one account;
begin
  select * into found_one from account where number = p_account;
  if found_one.number is null or not in_scope(p_by, found_one.center, null) then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  return found_one;
end
$$;

create function api_preview_source_correction(p_account text, p_from text, p_to text, p_amount numeric,
  p_since date, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  wanted account := account_to_correct(p_account, p_by);
begin
  perform require_role(p_by, wanted.center, 'supervisor', 'auditor');
  return source_correction_plan(p_account, p_from, p_to, p_amount, p_since, shanghai_date((p_by).at));
end
$$;

-- One line of the trail, about the holder of the account.
create function source_correction_event(p_by actor, p_one source_correction, p_kind text, p_more jsonb)
  returns void language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_one).center, null, a.person, p_kind,
      jsonb_build_object('correction', (p_one).id, 'account', a.id, 'from', (p_one).from_source,
        'to', (p_one).to_source, 'amount', (p_one).amount::text, 'since', (p_one).since,
        'document', (p_one).document) || p_more)
    from account a where a.number = (p_one).account;
end;

-- `p_asked`: {account, from, to, amount, since, document, reason, digest}. Asked again under the same id it is the
-- proposal that is there.
create function api_propose_source_correction(p_id uuid, p_asked jsonb, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted account := account_to_correct(p_asked->>'account', p_by);
  plan jsonb;
  made source_correction;
begin
  perform require_role(p_by, wanted.center, 'supervisor');
  select * into made from source_correction where id = p_id;
  if made.id is not null then
    return made.version;
  end if;
  if (p_asked->>'since')::date > shanghai_date((p_by).at) then
    raise exception '起算日不能晚于今天。' using errcode = 'AJ400';
  end if;
  perform 1 from account where number = wanted.number for no key update;
  plan := source_correction_plan(wanted.number, p_asked->>'from', p_asked->>'to',
    (p_asked->>'amount')::numeric, (p_asked->>'since')::date, shanghai_date((p_by).at));
  if plan->>'digest' <> p_asked->>'digest' then
    raise exception '账务已有变化，与您看到的预览不一致，请重新预览。' using errcode = 'AJ412';
  end if;
  if jsonb_array_length(plan->'stays') > 0 then
    raise exception '这笔来源更正现在不能办理，请查看预览中的原因。' using errcode = 'AJ409';
  end if;
  if exists (select from source_correction where account = wanted.number and state = 'proposed') then
    raise exception '该账户已有待复核的来源更正。' using errcode = 'AJ409',
      hint = '请先由另一名主管复核，或者由提出人撤回。';
  end if;
  insert into source_correction (id, center, account, from_source, to_source, amount, since, document,
      reason, plan, digest, proposed_by, proposed_at)
    values (p_id, wanted.center, wanted.number, p_asked->>'from', p_asked->>'to',
      (p_asked->>'amount')::numeric, (p_asked->>'since')::date, p_asked->>'document',
      p_asked->>'reason', plan, plan->>'digest', (p_by).id, (p_by).at)
    returning * into made;
  perform source_correction_event(p_by, made, 'source-correction-proposed',
    jsonb_build_object('reason', made.reason));
  return made.version;
end
$$;

-- Out of one source and into the other; of what earns from the next day only, a pair of lines of its own. What is
-- 上年结转 goes with that first: settled interest is.
create function source_correction_lines(p_one source_correction, p_carried numeric, p_at_end numeric)
  returns jsonb language sql stable set search_path = public, pg_temp as $$
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('book', 'personal', 'account', (p_one).account,
      'source', side.source, 'amount', (side.sign * part.amount)::text,
      'carried', (side.sign * part.carried)::text,
      'endOfDay', case when part.ended then true end)) order by part.ended, side.sign)
    from (values ((p_one).from_source, -1), ((p_one).to_source, 1)) side (source, sign)
   cross join (values
      (false, (p_one).amount - p_at_end, p_carried - least(p_carried, p_at_end)),
      (true, p_at_end, least(p_carried, p_at_end))) part (ended, amount, carried)
   where part.amount > 0
$$;

-- confirm by another supervisor, decline by another, withdraw by whoever proposed it. Confirmed, one journal is
-- posted, once, and only when it still is what was looked at.
create function api_decide_source_correction(p_id uuid, p_version integer, p_decision text, p_reason text,
  p_by actor) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one source_correction;
  plan jsonb;
  number bigint;
begin
  select * into one from source_correction where id = p_id for update;
  if one.id is null or not in_scope(p_by, one.center, null) then
    raise exception '没有找到这份来源更正申请。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, one.center, 'supervisor');
  if one.version <> p_version then
    raise exception '该来源更正申请已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if one.state <> 'proposed' then
    raise exception '该来源更正申请已经了结。' using errcode = 'AJ409';
  end if;
  if p_decision = 'withdraw' then
    if one.proposed_by <> (p_by).id then
      raise exception '只有提出人可以撤回。' using errcode = 'AJ403';
    end if;
  elsif p_decision in ('confirm', 'decline') then
    perform require_second(one.proposed_by, '来源更正须由提出人以外的主管复核。', p_by);
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end if;
  if p_decision = 'confirm' then
    perform 1 from account where account.number = one.account for no key update;
    plan := source_correction_plan(one.account, one.from_source, one.to_source, one.amount, one.since,
      shanghai_date((p_by).at));
    if plan->>'digest' <> one.digest then
      raise exception '提出以后账务已有变化，这笔更正现在不能记账。' using errcode = 'AJ409',
        hint = '请查看现在的预览；须改的，由提出人撤回后重新提出。';
    end if;
    select l.journal into number from ledger_post(one.center, jsonb_build_array(jsonb_build_object(
      'key', 'source-correction/' || one.id, 'kind', 'reclassification', 'valueDate', one.since,
      'by', (p_by).id, 'document', one.document,
      'lines', source_correction_lines(one, (plan->>'carried')::numeric, (plan->>'atEnd')::numeric)))) l;
  end if;
  update source_correction set decided_by = (p_by).id, decided_at = (p_by).at, journal = number,
         version = version + 1, state = case p_decision when 'confirm' then 'done'
           when 'decline' then 'declined' else 'withdrawn' end
   where id = p_id returning * into one;
  perform source_correction_event(p_by, one, 'source-correction-' || case p_decision
      when 'confirm' then 'confirmed' when 'decline' then 'declined' else 'withdrawn' end,
    jsonb_strip_nulls(jsonb_build_object('journal', number, 'reason', p_reason)));
  return one.version;
end
$$;

-- As before, and besides: money that was corrected out of a source since, where the source lacks it now, comes back
-- first; what it is corrected to then is asked for anew.
create or replace function journal_hangs(p_journal bigint) returns table (journal bigint, why text)
  language sql stable set search_path = public, pg_temp as $$
  select h.journal, h.why from (
    select x.settled_journal as journal, 'settled-from-it' as why from suspense_item x
     where x.journal = p_journal and x.settled_journal is not null
    union all
    select l.id, 'paid-of-it' from journal j join journal l on l.center = j.center and l.id > j.id
       and l.kind in ('payment', 'release') and l.case_id = j.case_id
     where j.id = p_journal and j.kind in ('reserve', 'deduction')
    union all
    select l.id, 'paid-of-it' from journal j join journal l on l.center = j.center and l.id > j.id
       and l.kind in ('payment', 'release') and l.case_id is null and l.document = j.document
     where j.id = p_journal and j.kind in ('reserve', 'deduction') and j.case_id is null
    union all
    select s.journal, 'subsidy-for-it' from subsidy s
     where s.contribution = p_journal and s.taken_back is null
    union all
    select v.journal, 'recovered-of-it' from receivable r join recovery v on v.receivable = r.id
     where r.journal = p_journal and v.taken_back is null
    union all
    select l.journal, 'settled-after-it' from settlement s join settlement l
        on l.account = s.account and l.source = s.source and l.settled_on > s.settled_on
     where s.journal = p_journal and l.journal is not null
    union all
    select c.journal, 'corrected-out-of-it' from posting p
      join source_correction c on c.account = p.account and c.from_source = p.source
       and c.journal > p.journal
      join balance b on b.account = p.account and b.source = p.source and b.amount < p.amount
     where p.journal = p_journal) h
   where not exists (select from journal r where r.reverses = h.journal)
$$;

-- A proposal that waits is a task of the other supervisors, with one working day, as every paper that is compared.
alter table task add column correction uuid references source_correction;
alter table task drop constraint task_about;
alter table task add constraint task_about
  check (num_nonnulls(case_id, suspense, difference, proof, correction) = 1);
create unique index task_correction on task (correction)
  where closed_at is null and correction is not null;
comment on column task.correction is 'The correction of a source (来源更正) it is about; null: another thing.';

-- As before; it may be about a correction, and say its working days itself.
create or replace function open_money_task(p_task task, p_figure text) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  days integer := coalesce((p_task).working_days,
    center_figure((p_task).center, p_figure, (p_task).opened_on)::integer, 0);
  due date := working_day_after((p_task).opened_on, days);
begin
  insert into task (id, center, kind, role, not_by, opened_at, opened_on, working_days, due_on,
      due_provisional, suspense, difference, proof, correction)
    values (gen_random_uuid(), (p_task).center, (p_task).kind, 'supervisor',
            coalesce((p_task).not_by, '{}'), (p_task).opened_at, (p_task).opened_on, days, due,
            calendar_provisional((p_task).opened_on, due), (p_task).suspense, (p_task).difference,
            (p_task).proof, (p_task).correction);
end
$$;

create function follow_source_correction() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  owed task;
begin
  if new.state <> 'proposed' then
    update task set closed_at = new.decided_at, closed_by = new.decided_by, version = version + 1
     where correction = new.id and closed_at is null;
    return null;
  end if;
  owed.center := new.center;
  owed.kind := 'confirm-source';
  owed.not_by := array[new.proposed_by];
  owed.opened_at := new.proposed_at;
  owed.opened_on := shanghai_date(new.proposed_at);
  owed.working_days := 1;
  owed.correction := new.id;
  perform open_money_task(owed, null);
  return null;
end
$$;
create trigger follow_source_correction_in after insert on source_correction
  for each row execute function follow_source_correction();
create trigger follow_source_correction after update of state on source_correction
  for each row when (new.state is distinct from old.state) execute function follow_source_correction();

grant select on source_correction to anju_app, anju_api;
select close_functions();

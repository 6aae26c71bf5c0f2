-- Corrections (冲账): whatever hangs on a journal is taken back with it, the latest first. What that would
-- come to is a plan, looked at, proposed by one supervisor, and carried out by another just so.

create table reversal (
  id           uuid primary key,
  center       text not null references center,
  journal      bigint not null references journal,
  plan         jsonb not null,
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  reason       text not null check (length(reason) between 1 and 500),
  state        text not null default 'proposed'
    check (state in ('proposed', 'done', 'declined', 'withdrawn')),
  proposed_by  text not null references staff,
  proposed_at  timestamptz not null,
  decided_by   text references staff,
  decided_at   timestamptz,
  journals     bigint[] not null default '{}',
  version      integer not null default 1,
  check ((state = 'proposed') = (decided_at is null)),
  check (state <> 'done' or decided_by <> proposed_by)
);
create unique index reversal_open on reversal (journal) where state = 'proposed';
create index reversal_list on reversal (center, proposed_at desc, id);
create index reversal_journal on reversal (journal);
comment on table reversal is 'Proposals to take journals back (冲账申请), with the plan that was looked at.';
comment on column reversal.id is 'Opaque id, derived from the caller and its idempotency key.';
comment on column reversal.center is 'Whose books.';
comment on column reversal.journal is 'The journal that is wrong.';
comment on column reversal.plan is 'What would be posted, in which order: reversal_plan.';
comment on column reversal.digest is 'SHA-256 of the steps of the plan: carried out is what was looked at or nothing.';
comment on column reversal.reason is 'Why; about the books, and about nobody.';
comment on column reversal.state is 'proposed 待复核, done 已冲账, declined 不同意, withdrawn 已撤回.';
comment on column reversal.proposed_by is 'Staff id.';
comment on column reversal.proposed_at is 'When.';
comment on column reversal.decided_by is 'Staff id of the other supervisor, or of whoever withdrew it.';
comment on column reversal.decided_at is 'When.';
comment on column reversal.journals is 'The journals that were recorded for it, in their order.';
comment on column reversal.version is 'Grows with every change.';

-- A journal finds its line of the statement by what pairs them (bank_match): serial number, else key.
create index bank_line_key on bank_line (key) where key is not null;

create index journal_paid_document on journal (center, document)
  where kind in ('payment', 'release') and case_id is null;

-- What rests on a journal and falls with it.
create function journal_hangs(p_journal bigint) returns table (journal bigint, why text)
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
     where s.journal = p_journal and l.journal is not null) h
   where not exists (select from journal r where r.reverses = h.journal)
$$;

-- Why a journal is not taken back; none: it may be.
create function journal_stays(p_journal bigint) returns text[] language sql stable
  set search_path = public, pg_temp as $$
  select array_remove(array[
    case when j.kind = 'reversal' then 'is-reversal' end,
    case when exists (select from journal r where r.reverses = j.id) then 'reversed-already' end,
    case when j.kind = 'interest-charge' then 'charged-with-others' end,
    case when j.kind not in ('contribution', 'takeover') and exists (
        select from bank_line l
         where l.center = j.center and l.state = 'matched'
           and (l.serial = j.document or l.key in (j.document, j.key))
           and exists (select from posting p where p.journal = j.id and p.book = 'bank'))
      then 'bank-has-it' end,
    case when exists (select from posting p join account a on a.number = p.account
                       where p.journal = j.id and a.state = 'closed') then 'account-closed' end,
    case when exists (select from contribution c where c.journal = j.id and c.taken_back is not null)
           and not exists (select from journal r where r.reverses = j.id)
      then 'taken-back-already' end,
    case when exists (select from debit b where b.account in (
        select p.account from posting p where p.journal = j.id and p.account is not null)
        and b.state in ('planned', 'sent') and j.kind in ('contribution', 'assignment'))
      then 'debit-under-way' end,
    case when j.kind not in ('contribution', 'reversal') and exists (
        select from posting p join bank_day d on d.center = j.center and d.day >= j.value_date
         where p.journal = j.id and p.book = 'bank' and d.state = 'closed')
      then 'bank-day-closed' end], null)
    from journal j where j.id = p_journal
$$;

-- What a debit of a personal line that is taken back finds, and what it lacks: parts of a balance
-- before, its mirror image, parts after, and the shortfall of each part.
create function reversal_line(p_carried numeric, p_current numeric, p_line posting,
  out carried numeric, out current numeric, out lacks_carried numeric, out lacks_current numeric)
  language plpgsql immutable set search_path = public, pg_temp as $$
begin
  if p_line.amount <= 0 or p_line.carried * p_line.current < 0 then
    carried := p_carried - p_line.carried;
    current := p_current - p_line.current;
  else
    current := p_current - least(p_line.amount, p_current);
    carried := p_carried - (p_line.amount - (p_current - current));
    -- What neither part has comes in as 当年归集 first.
    if carried < 0 then
      current := current + carried;
      carried := 0;
    end if;
  end if;
  lacks_carried := greatest(0, -carried);
  lacks_current := greatest(0, -current);
  carried := greatest(0, carried);
  current := greatest(0, current);
end
$$;

-- The plan: {root, steps: [{journal, kind, title, valueDate, why, on, amount, account, lines,
-- shortfalls: [{account, source, amount, carried}], rebooked}], stays: [{journal, code}], lacks,
-- digest}. Amounts are texts. Steps stand in the order in which they would be posted.
create function reversal_plan(p_center text, p_journal bigint) returns jsonb
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  chain record;
  line posting;
  part record;
  parts jsonb := '{}';
  place text;
  short jsonb;
  lines jsonb;
  steps jsonb := '[]';
  stays jsonb := '[]';
  lacks numeric := 0;
begin
  for chain in
    with recursive hangs as (
      select p_journal as journal, 'asked' as why, null::bigint as rests_on
      union
      select d.journal, d.why, h.journal from hangs h cross join lateral journal_hangs(h.journal) d)
    select j.id, j.kind, k.title, j.value_date, j.document, h.why, h.rests_on
      from (select distinct on (journal) * from hangs order by journal, rests_on nulls first) h
      join journal j on j.id = h.journal and j.center = p_center
      join journal_kind k on k.code = j.kind
     order by j.id desc
  loop
    stays := stays || coalesce((select jsonb_agg(jsonb_build_object('journal', chain.id::text,
      'code', code)) from unnest(journal_stays(chain.id)) code), '[]');
    short := '[]';
    lines := '[]';
    for line in select * from posting p where p.journal = chain.id order by p.line loop
      lines := lines || jsonb_build_object('book', line.book, 'account', line.account,
        'source', line.source, 'amount', (-line.amount)::text);
      continue when line.account is null;
      place := line.account || '/' || line.source;
      if not parts ? place then
        parts := parts || jsonb_build_object(place, coalesce((
          select jsonb_build_array(b.carried, b.current) from balance b
           where b.account = line.account and b.source = line.source), '[0, 0]'));
      end if;
      select * into part from reversal_line((parts->place->>0)::numeric,
        (parts->place->>1)::numeric, line);
      parts := parts || jsonb_build_object(place, jsonb_build_array(part.carried, part.current));
      if part.lacks_carried + part.lacks_current > 0 then
        lacks := lacks + part.lacks_carried + part.lacks_current;
        short := short || jsonb_build_object('account', line.account, 'source', line.source,
          'amount', (part.lacks_carried + part.lacks_current)::text,
          'carried', part.lacks_carried::text);
      end if;
    end loop;
    steps := steps || jsonb_build_object('journal', chain.id::text, 'kind', chain.kind,
      'title', chain.title, 'valueDate', chain.value_date, 'why', chain.why,
      'restsOn', chain.rests_on::text, 'lines', lines, 'shortfalls', short,
      'rebooked', case when chain.kind = 'contribution' then (
        select (-sum(p.amount))::text from posting p where p.journal = chain.id and p.book = 'bank') end);
  end loop;
  return jsonb_build_object('root', p_journal::text, 'steps', steps, 'stays', stays,
    'lacks', lacks::numeric(18, 2)::text,
    'digest', encode(sha256(convert_to((steps || stays)::text, 'UTF8')), 'hex'));
end
$$;

-- Takes one journal back by its mirror image and writes what is lacking down as owed; what stood
-- beside it in other books of the product follows. Returns what was recorded, in its order.
create function reverse_whole(p_step jsonb, p_value_date date, p_key text, p_by actor)
  returns bigint[] language plpgsql set search_path = public, pg_temp as $$
declare
  taken journal;
  entry jsonb := jsonb_build_object('valueDate', p_value_date, 'by', (p_by).id);
  short jsonb;
  made bigint[] := '{}';
  number bigint;
  back bigint;
  serial_now text;
begin
  select * into taken from journal where id = (p_step->>'journal')::bigint;
  for short in select * from jsonb_array_elements(p_step->'shortfalls') loop
    select l.journal into number from ledger_post(taken.center, jsonb_build_array(entry
      || jsonb_build_object('key', concat_ws('/', p_key, taken.id, 'shortfall', short->>'source'),
        'kind', 'shortfall', 'lines', jsonb_build_array(
          jsonb_build_object('book', 'receivable', 'amount', (-(short->>'amount')::numeric)::text),
          jsonb_build_object('book', 'personal', 'account', short->>'account',
            'source', short->>'source', 'amount', short->>'amount',
            'carried', short->>'carried'))))) l;
    perform raise_receivable(number, short->>'account', (short->>'amount')::numeric, 'reversed',
      (p_by).at);
    made := made || number;
  end loop;
  select r.journal into back from ledger_reverse(taken.center, taken.id,
    entry || jsonb_build_object('key', p_key || '/' || taken.id)) r;
  made := made || back;
  perform reversal_effects(taken, back, p_value_date, p_by);
  if p_step->>'rebooked' is not null then
    serial_now := coalesce(taken.document, 'journal/' || taken.id);
    select l.journal into number from ledger_post(taken.center, jsonb_build_array(entry
      || jsonb_build_object('key', concat_ws('/', p_key, taken.id, 'receipt'), 'kind', 'receipt',
        'document', serial_now, 'lines', jsonb_build_array(
          jsonb_build_object('book', 'bank', 'amount', (-(p_step->>'rebooked')::numeric)::text),
          jsonb_build_object('book', 'suspense', 'amount', p_step->>'rebooked'))))) l;
    insert into suspense_item (center, serial, amount, received_on, cause, account, journal)
      select taken.center, case when exists (select from suspense_item x
               where x.center = taken.center and x.serial = serial_now)
             then serial_now || '/' || taken.id else serial_now end,
             (p_step->>'rebooked')::numeric, taken.value_date, 'contribution-reversed',
             p_step->>'account', number;
    -- Taken back by the bank later, it goes from suspense.
    update debit set state = 'to-suspense', outcome = 'reversed', journal = number
     where account = p_step->>'account' and journal = taken.id;
    made := made || number;
  end if;
  return made;
end
$$;

-- Months, dues, debits, suspense items, receivables and subsidies that a journal stood for.
create function reversal_effects(p_taken journal, p_back bigint, p_on date, p_by actor) returns void
  language plpgsql set search_path = public, pg_temp as $$
declare
  owed uuid;
begin
  if p_taken.kind in ('contribution', 'assignment') then
    update contribution_due d set state = 'missed', settled_on = p_on, next_on = null,
           last_outcome = 'reversed'
      from (select account, min(month) as first, max(month) as last from contribution
             where journal = p_taken.id and taken_back is null group by account) c
     where d.account = c.account and d.state = 'paid' and d.covers_from <= c.last
       and d.covers_to >= c.first;
    with gone as (
      update contribution set taken_back = p_back
       where journal = p_taken.id and taken_back is null returning account)
    update account a set paid_to = (select max(c.month) from contribution c
        where c.account = a.number and c.taken_back is null and c.journal <> p_taken.id)
     where a.number in (select account from gone);
  end if;
  update subsidy set taken_back = p_back where journal = p_taken.id;
  update suspense_item set state = 'reversed', settled_by = (p_by).id, settled_at = (p_by).at,
         settled_journal = p_back, version = version + 1
   where journal = p_taken.id and state = 'open';
  update suspense_item set state = 'open', settled_by = null, settled_at = null,
         settled_journal = null, version = version + 1
   where settled_journal = p_taken.id;
  update recovery set taken_back = p_back where journal = p_taken.id returning receivable into owed;
  if owed is not null then
    perform settle_receivable(owed, false, p_on, p_by);
  end if;
  select id into owed from receivable where journal = p_taken.id and state <> 'void';
  if owed is not null then
    perform settle_receivable(owed, true, p_on, p_by);
  end if;
end
$$;

create function journal_for(p_journal bigint, p_by actor) returns journal
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_one journal;
begin
  select * into found_one from journal where id = p_journal;
  if found_one.id is null or not in_scope(p_by, found_one.center, null) then
    raise exception '没有找到这张凭证。' using errcode = 'AJ404';
  end if;
  return found_one;
end
$$;

create function api_preview_reversal(p_journal bigint, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  wanted journal := journal_for(p_journal, p_by);
begin
  perform require_role(p_by, wanted.center, 'supervisor', 'auditor');
  return reversal_plan(wanted.center, p_journal);
end
$$;

-- One line of the trail, under the case and the person of the journal where it has any.
create function reversal_event(p_by actor, p_one reversal, p_kind text, p_more jsonb) returns void
  language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_one).center, j.case_id,
      (select a.person from posting p join account a on a.number = p.account
        where p.journal = j.id limit 1),
      p_kind, jsonb_build_object('reversal', (p_one).id, 'journal', (p_one).journal) || p_more)
    from journal j where j.id = (p_one).journal;
end;

-- Asked again under the same id it is the proposal that is there.
create function api_propose_reversal(p_id uuid, p_journal bigint, p_digest text, p_reason text,
  p_by actor) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted journal := journal_for(p_journal, p_by);
  plan jsonb;
  made reversal;
begin
  perform require_role(p_by, wanted.center, 'supervisor');
  select * into made from reversal where id = p_id;
  if made.id is not null then
    return made.version;
  end if;
  plan := reversal_plan(wanted.center, p_journal);
  if jsonb_array_length(plan->'stays') > 0 then
    raise exception '这张凭证或者依附于它的凭证不能冲账，请查看预览中的原因。' using errcode = 'AJ409';
  end if;
  if plan->>'digest' <> p_digest then
    raise exception '账务已有变化，与您看到的预览不一致，请重新预览。' using errcode = 'AJ412';
  end if;
  if exists (select from reversal where journal = p_journal and state = 'proposed') then
    raise exception '这张凭证已有待复核的冲账申请。' using errcode = 'AJ409';
  end if;
  insert into reversal (id, center, journal, plan, digest, reason, proposed_by, proposed_at)
    values (p_id, wanted.center, p_journal, plan, p_digest, p_reason, (p_by).id, (p_by).at)
    returning * into made;
  perform reversal_event(p_by, made, 'correction-proposed', jsonb_build_object('reason', p_reason,
    'steps', jsonb_array_length(plan->'steps'), 'digest', p_digest));
  return made.version;
end
$$;

-- confirm by another supervisor, decline by another, withdraw by whoever proposed it. Confirmed, the
-- whole chain is taken back in one transaction, and only when it still is the chain that was looked at.
create function api_decide_reversal(p_id uuid, p_version integer, p_decision text, p_reason text,
  p_by actor) returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one reversal;
  plan jsonb;
  step jsonb;
  made bigint[] := '{}';
begin
  select * into one from reversal where id = p_id for update;
  if one.id is null or not in_scope(p_by, one.center, null) then
    raise exception '没有找到这份冲账申请。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, one.center, 'supervisor');
  if one.version <> p_version then
    raise exception '该冲账申请已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if one.state <> 'proposed' then
    raise exception '该冲账申请已经了结。' using errcode = 'AJ409';
  end if;
  if p_decision = 'withdraw' then
    if one.proposed_by <> (p_by).id then
      raise exception '只有提出人可以撤回。' using errcode = 'AJ403';
    end if;
  elsif p_decision in ('confirm', 'decline') then
    perform require_second(one.proposed_by, '冲账须由提出人以外的主管复核。', p_by);
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end if;
  if p_decision = 'confirm' then
    perform 1 from account where number in (
        select l->>'account' from jsonb_array_elements(one.plan->'steps') s,
               jsonb_array_elements(s->'lines') l where l->>'account' is not null)
      order by number for no key update;
    perform 1 from suspense_item x
      where x.journal in (select (s->>'journal')::bigint from jsonb_array_elements(one.plan->'steps') s)
         or x.settled_journal in (
            select (s->>'journal')::bigint from jsonb_array_elements(one.plan->'steps') s)
      order by x.id for update;
    plan := reversal_plan(one.center, one.journal);
    if plan->>'digest' <> one.digest or jsonb_array_length(plan->'stays') > 0 then
      raise exception '提出以后账务已有变化，请撤回并重新预览。' using errcode = 'AJ409';
    end if;
    for step in select * from jsonb_array_elements(plan->'steps') loop
      made := made || reverse_whole(step || jsonb_build_object('account', (
          select l->>'account' from jsonb_array_elements(step->'lines') l
           where l->>'account' is not null limit 1)),
        (step->>'valueDate')::date, 'reversal/' || one.id, p_by);
    end loop;
  end if;
  update reversal set decided_by = (p_by).id, decided_at = (p_by).at, journals = made,
         version = version + 1, state = case p_decision when 'confirm' then 'done'
           when 'decline' then 'declined' else 'withdrawn' end
   where id = p_id returning * into one;
  perform reversal_event(p_by, one, 'correction-' || case p_decision when 'confirm' then 'confirmed'
      when 'decline' then 'declined' else 'withdrawn' end,
    jsonb_strip_nulls(jsonb_build_object('journals', to_jsonb(made), 'reason', p_reason,
      'lacks', case when p_decision = 'confirm' then plan->>'lacks' end)));
  return one.version;
end
$$;

-- The bank took a contribution back: the subsidies that were paid for it go back to their fund on the
-- same day; what has left the account is owed.
create function subsidies_back(p_contribution bigint, p_on date, p_at timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  paid record;
  step jsonb;
  done integer := 0;
begin
  for paid in select s.journal, j.center from subsidy s join journal j on j.id = s.journal
               where s.contribution = p_contribution and s.taken_back is null order by s.journal desc
  loop
    step := reversal_plan(paid.center, paid.journal)->'steps'->0;
    if jsonb_array_length(reversal_plan(paid.center, paid.journal)->'stays') > 0 then
      continue;
    end if;
    perform reverse_whole(step, p_on, 'subsidy-back', ('ledger', 'system', 'ledger', p_at)::actor);
    done := done + 1;
  end loop;
  return done;
end
$$;

grant select on reversal to anju_app, anju_api;
select close_functions();
grant execute on function subsidies_back to anju_app;

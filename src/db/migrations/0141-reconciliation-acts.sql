-- What a reconciliation run writes, and what supervisors do about differences.

-- The statement of a day as it was fetched; the same file again changes nothing. A bank that changes
-- its statement opens the day again.
create function bank_statement_put(p_center text, p_told jsonb, p_at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  kept bank_day;
  on_day date := (p_told->>'day')::date;
begin
  select * into kept from bank_day where center = p_center and day = on_day for update;
  if kept.sha256 = p_told->>'sha256' then
    return false;
  end if;
  delete from bank_line where center = p_center and day = on_day;
  insert into bank_day (center, day, sha256, lines, opening, received, paid, closing, fetched_at)
    values (p_center, on_day, p_told->>'sha256', (p_told->>'lines')::integer,
            (p_told->>'opening')::numeric, (p_told->>'received')::numeric,
            (p_told->>'paid')::numeric, (p_told->>'closing')::numeric, p_at)
    on conflict (center, day) do update set sha256 = excluded.sha256, lines = excluded.lines,
      opening = excluded.opening, received = excluded.received, paid = excluded.paid,
      closing = excluded.closing, fetched_at = excluded.fetched_at, state = 'open',
      closed_by = null, closed_at = null, version = bank_day.version + 1;
  if kept.center is not null then
    perform record_event(('system', 'system', 'run', p_at)::actor, p_center, null, null,
      'bank-statement-changed', jsonb_build_object('day', on_day, 'before', kept.sha256,
        'sha256', p_told->>'sha256'));
  end if;
  return true;
end
$$;

-- The list of a reconciliation run: every line of the statement, every journal the bank does not
-- show, and a balance that does not follow from the day before.
create function bank_freeze(p_run text) returns void language sql
  set search_path = public, pg_temp as $$
  with asked as (select id, center, business_on as day from run where id = p_run),
  found as (
    select m.* from asked, bank_match(asked.center, asked.day) m
    union all
    select 'opening', null, null, null, '{}', d.opening, d.opening - g.gap, 'opening-differs', null
      from asked join bank_day d on d.center = asked.center and d.day = asked.day
      cross join lateral bank_opening_gap(asked.center, asked.day) g (gap)
     where g.gap <> 0)
  insert into run_item (run, n, subject, verdict, amount, detail)
    select p_run, row_number() over (order by f.line nulls last, f.journals[1] nulls first, f.subject),
           f.subject, 'due', case when f.line is null then f.ours else f.bank end,
           jsonb_strip_nulls(jsonb_build_object('line', f.line, 'serial', f.serial, 'key', f.key,
             'journals', f.journals, 'bank', f.bank::text, 'ours', f.ours::text,
             'outcome', f.outcome, 'settles', f.settles))
      from found f
$$;

create function bank_items(p_run text, p_items integer[])
  returns table (subject text, line integer, serial text, key text, journals bigint[], bank numeric,
    ours numeric, outcome text, settles uuid) language sql stable
  set search_path = public, pg_temp as $$
  select i.subject, (i.detail->>'line')::integer, i.detail->>'serial', i.detail->>'key',
         array(select j::bigint from jsonb_array_elements_text(i.detail->'journals') j),
         (i.detail->>'bank')::numeric, (i.detail->>'ours')::numeric, i.detail->>'outcome',
         (i.detail->>'settles')::uuid
    from run_item i where i.run = p_run and i.n = any (p_items)
$$;

-- Some items of the list: lines know what they were paired with, differences are written down. One
-- that was explained or proposed and is still the same stays so.
create function bank_work_off(p_run text, p_items integer[], p_at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  worked run;
begin
  select * into worked from run where id = p_run;
  update bank_line l set journals = i.journals,
         state = case when i.outcome like 'matched%' then 'matched' else i.outcome end
    from bank_items(p_run, p_items) i where l.center = worked.center and l.day = worked.business_on and l.n = i.line;

  update bank_difference d set state = 'gone', gone_on = worked.business_on, reason = null,
         note = null, settled_by = 'system', settled_at = p_at, version = d.version + 1
    from bank_items(p_run, p_items) i where d.id = i.settles and d.state <> 'gone';
  update bank_line l set state = 'matched', journals = i.journals
    from bank_items(p_run, p_items) i join bank_difference d on d.id = i.settles
   where l.center = d.center and l.day = d.day and l.n = d.line;

  insert into bank_difference as d (center, day, kind, subject, line, serial, key, journals, bank,
      ours, proposal, found_by)
    select worked.center, worked.business_on, i.outcome, i.subject, i.line, i.serial, i.key,
           i.journals, i.bank, i.ours, bank_proposal(i.outcome, i.key, i.journals, i.bank, i.ours),
           p_run
      from bank_items(p_run, p_items) i where i.outcome not like 'matched%' and i.outcome <> 'taken-back'
    on conflict (center, day, kind, subject) do update set
      found_by = excluded.found_by, line = excluded.line, serial = excluded.serial,
      key = excluded.key, journals = excluded.journals, bank = excluded.bank, ours = excluded.ours,
      proposal = excluded.proposal,
      state = case when d.state = 'gone' and d.gone_on is not null then d.state
        when d.state in ('explained', 'proposed') and (d.bank, d.ours, d.journals)
          = (excluded.bank, excluded.ours, excluded.journals) then d.state else 'open' end,
      reason = case when d.state = 'explained' and (d.bank, d.ours, d.journals)
          = (excluded.bank, excluded.ours, excluded.journals) then d.reason end,
      version = d.version + 1;
end
$$;

-- What our book moved on a day since it was compared: what was posted for its differences, and results
-- that came late.
create function bank_book_moved(p_center text, p_day date) returns void language sql
  set search_path = public, pg_temp as $$
  update bank_day d set book_received = m.received, book_paid = m.paid,
         book_closing = d.book_opening + m.received - m.paid
    from (select coalesce(sum(-p.amount) filter (where p.amount < 0), 0) as received,
                 coalesce(sum(p.amount) filter (where p.amount > 0), 0) as paid
            from (select coalesce((select max(b.day) + 1 from bank_day b
                     where b.center = p_center and b.day < p_day), p_day) as since,
                   not exists (select from bank_day b
                     where b.center = p_center and b.day < p_day) as first) f
            join posting p on p.center = p_center and p.book = 'bank' and p.account is null
             and p.value_date between f.since and p_day
            join journal j on j.id = p.journal left join journal o on o.id = j.reverses
           where not (f.first and coalesce(o.kind, j.kind) = 'takeover')) m
   where d.center = p_center and d.day = p_day and d.book_opening is not null
$$;

-- Days before may have got since what they were missing: results that came late and were booked on
-- the day the money moved.
create function bank_settle_late(p_center text, p_at timestamptz) returns integer language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  on_day date;
  moved integer;
  settled integer := 0;
begin
  for on_day in
    select distinct d.day from bank_difference d
     where d.center = p_center and d.state in ('open', 'explained', 'proposed')
       and d.kind <> 'opening-differs' order by d.day
  loop
    update bank_difference d set state = 'gone', gone_on = null, reason = null, note = null,
           settled_by = 'system', settled_at = p_at, version = d.version + 1
     where d.center = p_center and d.day = on_day and d.state in ('open', 'explained', 'proposed')
       and d.kind <> 'opening-differs'
       and not exists (select from bank_match(p_center, on_day) m where m.subject = d.subject
                         and m.outcome not in ('matched', 'matched-late', 'taken-back'));
    get diagnostics moved = row_count;
    settled := settled + moved;
    if moved > 0 then
      update bank_line l set state = 'matched', journals = m.journals
        from bank_match(p_center, on_day) m
       where l.center = p_center and l.day = on_day and l.n = m.line and l.state <> 'matched'
         and m.outcome = 'matched';
      perform bank_book_moved(p_center, on_day);
    end if;
  end loop;
  return settled;
end
$$;

-- The comparison is whole: what was not found again is gone, and the sums of both sides stand beside
-- each other. A closed day that is no longer explained is open again.
create function bank_compared(p_run text, p_at timestamptz) returns jsonb language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  worked run;
  before date;
  sums record;
  left_open integer;
  reopened boolean;
begin
  select * into worked from run where id = p_run;
  update bank_difference set state = 'gone', reason = null, note = null, settled_by = 'system',
         settled_at = p_at, version = version + 1
   where center = worked.center and day = worked.business_on and found_by <> p_run
     and state in ('open', 'explained', 'proposed');
  select max(day) into before from bank_day
   where center = worked.center and day < worked.business_on;
  select coalesce(sum(-p.amount), 0) as closing,
         coalesce(sum(-p.amount) filter (where moved and p.amount < 0), 0) as received,
         coalesce(sum(p.amount) filter (where moved and p.amount > 0), 0) as paid into sums
    from (select amount, value_date > coalesce(before, worked.business_on - 1) and (before is not null
                   or not exists (select from journal j left join journal o on o.id = j.reverses
                        where j.id = p.journal and coalesce(o.kind, j.kind) = 'takeover')) as moved
            from posting p
           where center = worked.center and book = 'bank' and account is null
             and value_date <= worked.business_on) p;
  select count(*) into left_open from bank_difference
   where center = worked.center and day = worked.business_on and state in ('open', 'proposed');
  select state = 'closed' and left_open > 0 into reopened from bank_day
   where center = worked.center and day = worked.business_on for update;
  update bank_day set run = p_run, book_opening = sums.closing - sums.received + sums.paid,
         book_received = sums.received, book_paid = sums.paid, book_closing = sums.closing,
         state = case when reopened then 'open' else state end,
         closed_by = case when not reopened then closed_by end,
         closed_at = case when not reopened then closed_at end, version = version + 1
   where center = worked.center and day = worked.business_on;
  if reopened then
    perform record_event(('system', 'system', 'run', p_at)::actor, worked.center, null, null,
      'bank-day-reopened', jsonb_build_object('day', worked.business_on, 'run', p_run,
        'differences', left_open));
  end if;
  return jsonb_build_object('differences', left_open, 'bank', (
    select closing::text from bank_day where center = worked.center and day = worked.business_on),
    'book', sums.closing::text);
end
$$;

-- The difference, locked, when the actor is a supervisor there, saw this version, and its day is open.
create function bank_difference_for(p_id uuid, p_version integer, p_by actor) returns bank_difference
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_one bank_difference;
begin
  select * into found_one from bank_difference where id = p_id for update;
  if found_one.id is null or not in_scope(p_by, found_one.center, null) then
    raise exception '没有找到该差异。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_one.center, 'supervisor');
  if found_one.version <> p_version then
    raise exception '该差异已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if exists (select from bank_day where center = found_one.center and day = found_one.day
               and state = 'closed') then
    raise exception '该日已经关账。' using errcode = 'AJ409';
  end if;
  return found_one;
end
$$;

create function bank_difference_event(p_by actor, p_one bank_difference, p_kind text, p_more jsonb)
  returns void language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_one).center, null, null, p_kind, jsonb_strip_nulls(
    jsonb_build_object('difference', (p_one).id, 'day', (p_one).day, 'kind', (p_one).kind,
      'serial', (p_one).serial, 'amount', (p_one).amount::text) || p_more));
end;

create function api_explain_bank_difference(p_id uuid, p_version integer, p_reason text, p_note text,
  p_by actor) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
begin
  if one.state not in ('open', 'explained') then
    raise exception '该差异已在记账或已经了结，不能再说明。' using errcode = 'AJ409';
  end if;
  update bank_difference set state = 'explained', reason = p_reason, note = p_note,
         settled_by = (p_by).id, settled_at = (p_by).at, version = version + 1
   where id = p_id returning * into one;
  perform bank_difference_event(p_by, one, 'bank-difference-explained',
    jsonb_build_object('reason', p_reason, 'note', p_note));
  return one.version;
end
$$;

create function api_propose_bank_posting(p_id uuid, p_version integer, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
begin
  if one.state not in ('open', 'explained') then
    raise exception '该差异已在记账或已经了结。' using errcode = 'AJ409';
  end if;
  if one.proposal is null then
    raise exception '该差异没有可以直接记账的办法，请查明后说明。' using errcode = 'AJ409';
  end if;
  update bank_difference set state = 'proposed', reason = null, note = null,
         proposed_by = (p_by).id, proposed_at = (p_by).at, settled_by = null, settled_at = null,
         version = version + 1
   where id = p_id returning * into one;
  perform bank_difference_event(p_by, one, 'bank-posting-proposed',
    jsonb_build_object('proposal', one.proposal));
  return one.version;
end
$$;

-- The journals of a proposal. The receipt has the key of what came in by the bank's serial number,
-- so that it cannot be recorded twice by two ways.
create function bank_post(p_one bank_difference, p_by actor) returns bigint[] language plpgsql
  set search_path = public, pg_temp as $$
declare
  entry jsonb := jsonb_strip_nulls(jsonb_build_object('valueDate', (p_one).day, 'by', (p_by).id,
    'document', (p_one).serial));
  taken bigint;
  made bigint[] := '{}';
begin
  for taken in select jsonb_array_elements_text((p_one).proposal->'reverse')::bigint loop
    made := made || (select r.journal from ledger_reverse((p_one).center, taken,
      entry || jsonb_build_object('key', 'bank-difference/' || (p_one).id || '/' || taken)) r);
  end loop;
  if (p_one).proposal->>'receipt' is not null then
    made := made || (select r.journal from ledger_post((p_one).center, jsonb_build_array(
      entry || jsonb_build_object('kind', 'receipt',
        'key', case when (p_one).kind = 'missing-here' then 'receipt/' || (p_one).serial
                    else 'bank-difference/' || (p_one).id end,
        'lines', jsonb_build_array(
          jsonb_build_object('book', 'bank', 'amount',
            (-((p_one).proposal->>'receipt')::numeric)::text),
          jsonb_build_object('book', 'suspense', 'amount', (p_one).proposal->>'receipt'))))) r);
    insert into suspense_item (center, serial, amount, received_on, cause, journal)
      values ((p_one).center, (p_one).serial, ((p_one).proposal->>'receipt')::numeric, (p_one).day,
              'statement-only', made[cardinality(made)])
      on conflict (center, serial) do nothing;
  end if;
  return made;
end
$$;

create function api_decide_bank_posting(p_id uuid, p_version integer, p_confirm boolean, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
  made bigint[] := '{}';
begin
  if one.state <> 'proposed' then
    raise exception '该差异没有待复核的记账。' using errcode = 'AJ409';
  end if;
  if p_confirm and one.proposed_by = (p_by).id then
    raise exception '记账须由提出人以外的主管复核。' using errcode = 'AJ410';
  end if;
  if p_confirm then
    made := bank_post(one, p_by);
  end if;
  update bank_difference set state = case when p_confirm then 'posted' else 'open' end,
         posted = made, settled_by = case when p_confirm then (p_by).id end,
         settled_at = case when p_confirm then (p_by).at end,
         proposed_by = case when p_confirm then proposed_by end, version = version + 1
   where id = p_id returning * into one;
  if p_confirm and one.line is not null then
    update bank_line set state = 'matched', journals = journals || made
     where center = one.center and day = one.day and n = one.line;
  end if;
  if p_confirm then
    perform bank_book_moved(one.center, one.day);
  end if;
  perform bank_difference_event(p_by, one,
    case when p_confirm then 'bank-posting-confirmed' else 'bank-posting-declined' end,
    jsonb_build_object('journals', to_jsonb(made)));
  return one.version;
end
$$;

-- Closes a day when, looked at once more, everything pairs, was posted or is explained, and every day
-- before it is closed.
create function api_close_bank_day(p_center text, p_day date, p_version integer, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  closing bank_day;
  loose integer;
  earlier date;
begin
  select * into closing from bank_day where center = p_center and day = p_day for update;
  if closing.center is null or not in_scope(p_by, p_center, null) then
    raise exception '没有找到该日的对账。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, p_center, 'supervisor');
  if closing.version <> p_version then
    raise exception '该日的对账已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if closing.state = 'closed' or closing.run is null then
    raise exception '该日已经关账，或者还没有核对。' using errcode = 'AJ409';
  end if;
  select min(day) into earlier from bank_day
   where center = p_center and day < p_day and state = 'open';
  if found and earlier is not null then
    raise exception '请先关闭%的账。', earlier using errcode = 'AJ409';
  end if;
  select count(*) into loose from (
    select m.subject from bank_match(p_center, p_day) m
     where m.outcome not in ('matched', 'matched-late', 'taken-back')
       and not exists (select from bank_difference d
         where d.center = p_center and d.day = p_day and d.kind = m.outcome
           and d.subject = m.subject and (d.bank, d.ours) = (m.bank, m.ours)
           and (d.state = 'explained' or d.state = 'gone' and d.gone_on is not null))
    union all
    select 'opening' where bank_opening_gap(p_center, p_day) <> 0
       and not exists (select from bank_difference d
         where d.center = p_center and d.day = p_day and d.kind = 'opening-differs'
           and d.state = 'explained' and d.amount = bank_opening_gap(p_center, p_day))) x;
  if loose > 0 then
    raise exception '还有%笔差异没有说明或记账；核对之后又有记账的，请重新核对。', loose
      using errcode = 'AJ409';
  end if;
  update bank_day set state = 'closed', closed_by = (p_by).id, closed_at = (p_by).at,
         version = version + 1
   where center = p_center and day = p_day returning * into closing;
  perform record_event(p_by, p_center, null, null, 'bank-day-closed', jsonb_build_object(
    'day', p_day, 'sha256', closing.sha256, 'closing', closing.closing::text));
  return closing.version;
end
$$;

grant select on bank_day, bank_line, bank_difference to anju_app, anju_api;
grant insert on bank_line to anju_app;
select close_functions();
grant execute on function bank_match, bank_opening_gap, bank_statement_put, bank_freeze,
  bank_settle_late, bank_work_off, bank_compared to anju_app;

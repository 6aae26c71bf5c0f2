-- What our book has and the bank does not show is taken back as a correction is: whole, with what rests on
-- it, and what has left the account since is owed by its holder (应收个人款). Only the money of a contribution
-- is not booked again into suspense: the bank does not have it.

-- Why a journal of a proposed posting is not taken back: {message, hint} in Chinese; null: it is.
-- That the statement shows the line otherwise, or that its day was closed before, is what the posting mends.
create function bank_posting_stays(p_plan jsonb) returns jsonb language sql immutable
  set search_path = public, pg_temp as $$
  select case
      when s.code = 'instruction-has-it' then jsonb_build_object(
        'message', format('凭证%s是付款或者扣款指令的凭证，银行回报过结果，不能这样冲账。', s.journal),
        'hint', '请向银行查明这笔指令，再对差异作说明（在途、结果未回或者银行记错）。')
      when s.code = 'account-closed' then jsonb_build_object(
        'message', format('凭证%s记在已经销户的账户上，不能再记账。', s.journal),
        'hint', '请向银行查明这笔款项，由银行补记或者更正；在此之前对差异作说明（银行记错或者其他）。')
      when s.code = 'debit-under-way' then jsonb_build_object(
        'message', format('凭证%s的账户有扣款正在银行办理。', s.journal),
        'hint', '请等银行回报后再记账。')
      else jsonb_build_object(
        'message', format('凭证%s或者依附于它的凭证不能冲账。', p_plan->>'root'),
        'hint', '请在凭证页预览冲账，查看原因后先处理依附的凭证，或者对差异作说明。') end
    from jsonb_to_recordset(p_plan->'stays') as s(journal text, code text)
   where s.journal <> p_plan->>'root' or s.code not in ('bank-has-it', 'bank-day-closed', 'debit-under-way')
   order by array_position(array['instruction-has-it', 'account-closed', 'debit-under-way'], s.code)
     nulls last, s.journal
   limit 1
$$;

create function bank_posting_refused(p_plan jsonb) returns void language plpgsql
  set search_path = public, pg_temp as $$
declare
  stays jsonb := bank_posting_stays(p_plan);
begin
  if stays is not null then
    raise exception '%', stays->>'message' using errcode = 'AJ409', hint = stays->>'hint';
  end if;
end
$$;

-- What a posting would leave to be recovered were it made now, in yuan as text; null: nothing is taken back.
create function api_bank_posting_lacks(p_center text, p_proposal jsonb) returns text language sql stable
  security definer set search_path = public, pg_temp as $$
  select sum((reversal_plan(p_center, t::bigint)->>'lacks')::numeric)::numeric(18, 2)::text
    from jsonb_array_elements_text(p_proposal->'reverse') t
$$;

-- Takes one journal of a difference back with what rests on it, the latest first. Those that rest on it go on
-- their own days; what the bank does not show goes on the day of the statement.
create function bank_take_back(p_one bank_difference, p_journal bigint, p_by actor) returns bigint[]
  language plpgsql set search_path = public, pg_temp as $$
declare
  plan jsonb := reversal_plan((p_one).center, p_journal);
  step jsonb;
  made bigint[] := '{}';
begin
  perform bank_posting_refused(plan);
  for step in select * from jsonb_array_elements(plan->'steps') loop
    made := made || reverse_whole(step - 'rebooked' || jsonb_build_object('account', (
        select l->>'account' from jsonb_array_elements(step->'lines') l
         where l->>'account' is not null limit 1)),
      case when step->>'journal' = p_journal::text then (p_one).day else (step->>'valueDate')::date end,
      'bank-difference/' || (p_one).id, p_by);
  end loop;
  update debit set state = 'returned', outcome = 'reversed'
   where journal = p_journal and state = 'paid';
  return made;
end
$$;

-- Whoever posts has the accounts and the money in suspense first, in their order.
create function bank_posting_lock(p_one bank_difference) returns void language plpgsql
  set search_path = public, pg_temp as $$
declare
  steps jsonb;
begin
  select coalesce(jsonb_agg(s), '[]') into steps
    from jsonb_array_elements_text((p_one).proposal->'reverse') t,
         jsonb_array_elements(reversal_plan((p_one).center, t::bigint)->'steps') s;
  perform 1 from account where number in (
      select l->>'account' from jsonb_array_elements(steps) s, jsonb_array_elements(s->'lines') l
       where l->>'account' is not null) order by number for no key update;
  perform 1 from suspense_item x
    where x.journal in (select (s->>'journal')::bigint from jsonb_array_elements(steps) s)
       or x.settled_journal in (select (s->>'journal')::bigint from jsonb_array_elements(steps) s)
    order by x.id for update;
end
$$;

-- As before; what is taken back goes whole, and what is lacking for it is owed.
create or replace function bank_post(p_one bank_difference, p_by actor) returns bigint[]
  language plpgsql set search_path = public, pg_temp as $$
declare
  entry jsonb := jsonb_strip_nulls(jsonb_build_object('valueDate', (p_one).day, 'by', (p_by).id,
    'document', (p_one).serial));
  serial_now text := (p_one).serial;
  receipt numeric := ((p_one).proposal->>'receipt')::numeric;
  taken bigint;
  back bigint;
  made bigint[] := '{}';
begin
  perform bank_posting_lock(p_one);
  for taken in select t.id::bigint from jsonb_array_elements_text((p_one).proposal->'reverse')
                 with ordinality t (id, n) order by t.n loop
    -- One that rested on another of them went with it.
    continue when exists (select from journal r where r.reverses = taken and r.id = any (made));
    made := made || bank_take_back(p_one, taken, p_by);
  end loop;
  if receipt is not null then
    select r.journal into back from ledger_post((p_one).center, jsonb_build_array(
      entry || jsonb_build_object('kind', 'receipt',
        'key', case when (p_one).kind = 'missing-here' and not exists (select from journal j
                           where j.center = (p_one).center and j.key = 'receipt/' || (p_one).serial)
                    then 'receipt/' || (p_one).serial
                    else 'bank-difference/' || (p_one).id end,
        'lines', jsonb_build_array(
          jsonb_build_object('book', 'bank', 'amount', (-receipt)::text),
          jsonb_build_object('book', 'suspense', 'amount', receipt::text))))) r;
    made := made || back;
    if exists (select from suspense_item x
                where x.center = (p_one).center and x.serial = serial_now and x.journal <> back) then
      serial_now := serial_now || '/' || back;
    end if;
    insert into suspense_item (center, serial, amount, received_on, cause, journal)
      values ((p_one).center, serial_now, receipt, (p_one).day, 'statement-only', back)
      on conflict (center, serial) do nothing;
    update debit set state = 'to-suspense', outcome = 'amount-differs', journal = back, moved = receipt,
           booked_on = (p_one).day
     where journal in (select jsonb_array_elements_text((p_one).proposal->'reverse')::bigint);
  end if;
  return made;
end
$$;

-- As before; what cannot be posted is not proposed, whatever the reason, and the trail says what would be
-- lacking.
create or replace function api_propose_bank_posting(p_id uuid, p_version integer, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
begin
  if one.state not in ('open', 'explained') then
    raise exception '该差异已在记账或已经了结。' using errcode = 'AJ409';
  end if;
  if one.proposal is null then
    raise exception '该差异没有可以直接记账的办法，请查明后说明。' using errcode = 'AJ409';
  end if;
  perform bank_posting_refused(reversal_plan(one.center, t.id::bigint))
    from jsonb_array_elements_text(one.proposal->'reverse') t (id);
  update bank_difference set state = 'proposed', reason = null, note = null,
         proposed_by = (p_by).id, proposed_at = (p_by).at, settled_by = null, settled_at = null,
         version = version + 1
   where id = p_id returning * into one;
  perform bank_difference_event(p_by, one, 'bank-posting-proposed',
    jsonb_build_object('proposal', one.proposal,
      'lacks', nullif(api_bank_posting_lacks(one.center, one.proposal), '0.00')));
  return one.version;
end
$$;

-- As before; the trail says what was left to be recovered.
create or replace function api_decide_bank_posting(p_id uuid, p_version integer, p_confirm boolean,
  p_by actor) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
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
  else
    update task set closed_at = (p_by).at, closed_by = (p_by).id, version = version + 1
     where difference = p_id and closed_at is null;
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
    jsonb_build_object('journals', to_jsonb(made), 'lacks', (
      select sum(-p.amount)::numeric(18, 2)::text from posting p join journal j on j.id = p.journal
       where j.id = any (made) and j.kind = 'shortfall' and p.book = 'receivable')));
  return one.version;
end
$$;

select close_functions();
grant execute on function api_bank_posting_lacks to anju_api;

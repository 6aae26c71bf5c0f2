-- Interest the bank credits on the deposit and fees it takes are the center's own income and cost: a line of
-- the statement says which it is, and the posting that is proposed for it goes to 业务收支 and never to suspense.

insert into journal_kind (code, title, business, heeds_holds, takes_current_first, note) values
  ('bank-interest', '存款利息', '99', false, false, '银行对存款专户结息：借银行存款，贷业务收支；银行更正多结的，相反。'),
  ('bank-fee', '银行手续费', '99', false, false, '银行收取手续费：借业务收支，贷银行存款；银行退还的，相反。');
update book set note = '利息收支、银行手续费和不能归还的款项。' where code = 'result';

alter table bank_line add column kind text not null default 'transfer'
  check (kind in ('transfer', 'interest', 'fee'));
comment on column bank_line.kind is 'What the bank says it is (类别): transfer 转账, interest 利息, fee 手续费.';
comment on column bank_difference.proposal is 'Proposed posting: {reverse: [journal], receipt: yuan, income: yuan, nature: interest or fee}; null: none can be proposed.';

-- A line of the bank's own: what the bank has more than our book is income, or less is cost.
create function bank_own_proposal(p_nature text, p_key text, p_outcome text, p_more numeric) returns jsonb
  language sql immutable set search_path = public, pg_temp as $$
  select case when p_nature in ('interest', 'fee') and p_key is null
                   and p_outcome in ('missing-here', 'amount-differs')
    then jsonb_build_object('reverse', '[]'::jsonb, 'receipt', null, 'income', p_more::text,
           'nature', p_nature) end
$$;

-- As before, and besides: the bank's own lines. What was proposed for a line that now calls for another posting
-- is proposed anew.
create or replace function bank_work_off(p_run text, p_items integer[], p_at timestamptz) returns void
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
           i.journals, i.bank, i.ours,
           coalesce(bank_own_proposal(l.kind, i.key, i.outcome, i.bank - i.ours),
             bank_proposal(i.outcome, i.key, i.journals, i.bank, i.ours)), p_run
      from bank_items(p_run, p_items) i
      left join bank_line l on l.center = worked.center and l.day = worked.business_on and l.n = i.line
     where i.outcome not like 'matched%' and i.outcome <> 'taken-back'
    on conflict (center, day, kind, subject) do update set
      found_by = excluded.found_by, line = excluded.line, serial = excluded.serial,
      key = excluded.key, journals = excluded.journals, bank = excluded.bank, ours = excluded.ours,
      proposal = excluded.proposal,
      state = case when d.state = 'gone' and d.gone_on is not null then d.state
        when (d.bank, d.ours, d.journals) = (excluded.bank, excluded.ours, excluded.journals)
          and (d.state = 'explained'
            or d.state = 'proposed' and d.proposal is not distinct from excluded.proposal) then d.state
        else 'open' end,
      reason = case when d.state = 'explained' and (d.bank, d.ours, d.journals)
          = (excluded.bank, excluded.ours, excluded.journals) then d.reason end,
      version = d.version + 1;
end
$$;

-- The one journal of a line of the bank's own. More of the same line, told later, has a key of its own.
create function bank_own_post(p_one bank_difference, p_by actor) returns bigint language sql
  set search_path = public, pg_temp as $$
  select r.journal from ledger_post((p_one).center, jsonb_build_array(jsonb_build_object(
    'kind', 'bank-' || ((p_one).proposal->>'nature'),
    'key', turn_key((p_one).center, 'bank-' || ((p_one).proposal->>'nature') || '/' || (p_one).serial
      || case when (p_one).kind = 'missing-here' then ''
              else '/' || (p_one).id || '/' || (p_one).version end),
    'valueDate', (p_one).day, 'by', (p_by).id, 'document', (p_one).serial,
    'lines', jsonb_build_array(
      jsonb_build_object('book', 'bank', 'amount', (-((p_one).proposal->>'income')::numeric)::text),
      jsonb_build_object('book', 'result', 'amount', (p_one).proposal->>'income'))))) r
$$;

-- As before, and besides: what the bank credits or takes for itself.
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
  if (p_one).proposal->>'income' is not null then
    return array[bank_own_post(p_one, p_by)];
  end if;
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

-- As before, and besides: whoever would have confirmed what is proposed no more has nothing left to do.
create or replace function follow_difference() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  owed task;
  had task;
begin
  update task set version = version + 1,
         closed_at = case when new.state = 'proposed' then new.proposed_at else new.settled_at end,
         closed_by = case when new.state = 'proposed' then new.proposed_by else new.settled_by end
   where difference = new.id and closed_at is null and new.state <> 'open';
  if tg_op = 'UPDATE' and new.state = 'open' then
    -- Not declined by anybody: compared again, it calls for something else.
    update task t set version = t.version + 1, closed_at = greatest(t.opened_at, r.started_at),
           closed_by = 'system'
      from run r where t.difference = new.id and t.closed_at is null and r.id = new.found_by;
  end if;
  if new.state not in ('open', 'proposed') then
    return null;
  end if;
  select * into had from task where difference = new.id order by closed_at desc nulls last limit 1;
  owed.center := new.center;
  owed.difference := new.id;
  select r.started_at, r.business_on into owed.opened_at, owed.opened_on from run r where r.id = new.found_by;
  if new.state = 'proposed' then
    owed.kind := 'confirm-difference';
    owed.opened_at := new.proposed_at;
    owed.not_by := array[new.proposed_by];
  else
    owed.kind := 'settle-difference';
    owed.opened_at := greatest(owed.opened_at, had.closed_at);
  end if;
  owed.opened_on := greatest(owed.opened_on, shanghai_date(owed.opened_at));
  perform open_money_task(owed, 'difference-days');
  return null;
end
$$;

select close_functions();

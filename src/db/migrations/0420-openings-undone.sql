-- An opening is undone with everything that followed (撤销开户): what is still to be seen of the account is put together,
-- looked at by one supervisor, and carried out by another just so, by compensating entries only.

-- The chain of several journals, as reversal_plan tells it of one.
create function reversal_plan_of(p_center text, p_journals bigint[]) returns jsonb
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
      select asked as journal, 'asked' as why, null::bigint as rests_on from unnest(p_journals) asked
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
        select (-sum(p.amount))::text from posting p where p.journal = chain.id and p.book = 'bank') end,
      'charge', case when chain.kind = 'interest' then (
        select (-sum(p.amount))::text from posting p
         where p.journal = chain.id and p.book = 'interest-payable' having sum(p.amount) <> 0) end);
  end loop;
  return jsonb_build_object('steps', steps, 'stays', stays,
    'lacks', lacks::numeric(18, 2)::text,
    'digest', encode(sha256(convert_to((steps || stays)::text, 'UTF8')), 'hex'));
end
$$;

-- As before: {root, steps, stays, lacks, digest}.
create or replace function reversal_plan(p_center text, p_journal bigint) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('root', p_journal::text) || reversal_plan_of(p_center, array[p_journal])
$$;

-- What was undone: once for a case, as it was looked at.
create table opening_undo (
  case_id      uuid primary key references "case",
  opening_case uuid not null unique references "case",
  center       text not null references center,
  account      text not null references account,
  plan         jsonb not null,
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  journals     bigint[] not null,
  undone_on    date not null
);
comment on table opening_undo is 'Openings that were undone (撤销开户), with what was taken back.';
comment on column opening_undo.case_id is 'The case that undid it.';
comment on column opening_undo.opening_case is 'The case that had opened the account.';
comment on column opening_undo.center is 'Whose account (center).';
comment on column opening_undo.account is 'The account.';
comment on column opening_undo.plan is 'What opening_undo_plan told when it was carried out.';
comment on column opening_undo.digest is 'Its digest: carried out is what was looked at or nothing.';
comment on column opening_undo.journals is 'The journals that were recorded for it, in their order.';
comment on column opening_undo.undone_on is 'The day.';
create trigger opening_undo_stays before update or delete or truncate on opening_undo
  for each statement execute function refuse_change();

-- Everything that the rule and the preview want to know of the account that a case opened; null: it opened
-- none. Codes, days, amounts as texts; nothing of it names anybody.
create function opening_undo_plan(p_opening uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  a account;
  asked bigint[];
  plan jsonb;
  told jsonb;
begin
  select * into a from account where opened_by_case = p_opening;
  if a.number is null then
    return null;
  end if;
  -- A payment that came to nothing, and a month that the bank took back, come to nothing by themselves and stay.
  asked := array(select distinct j.id from posting p join journal j on j.id = p.journal
    where p.account = a.number and j.kind not in ('reversal', 'reserve', 'release', 'recall')
      and not exists (select from journal r where r.reverses = j.id)
      and not exists (select from contribution c where c.journal = j.id and c.taken_back is not null)
    order by 1);
  plan := reversal_plan_of(a.center, asked);
  told := jsonb_build_object(
    'openingCase', p_opening, 'account', a.number, 'accountId', a.id, 'center', a.center,
    'state', a.state, 'source', a.source, 'paidTo', a.paid_to,
    'agreement', (select g.state from agreement g where g.account = a.number
                   order by g.state = 'active' desc, g.offered_on desc, g.id limit 1),
    'plans', (select count(*) from plan l where l.account = a.number and l.active),
    'mandate', (select m.state from mandate m where m.account = a.number order by m.n desc limit 1),
    'dues', (select count(*) from contribution_due d
              where d.account = a.number and d.state in ('open', 'missed')),
    'months', (select count(*) from contribution c
                where c.account = a.number and c.taken_back is null),
    'balance', (select coalesce(sum(b.amount), 0)::numeric(18, 2)::text from balance b
                 where b.account = a.number),
    'held', exists (select from hold h where h.account = a.number and h.released_on is null),
    'debitAtBank', exists (select from debit b
                            where b.account = a.number and b.state in ('planned', 'sent')),
    'payoutAtBank', exists (select from payout p
                             where p.account = a.number and p.state in ('ready', 'sent')),
    'paidOut', exists (select from payout p where p.account = a.number and p.state = 'paid'),
    'owed', exists (select from receivable r where r.account = a.number and r.state = 'open'),
    'inSuspense', exists (select from suspense_item x where x.account = a.number and x.state = 'open'
                           and x.cause <> 'contribution-reversed'),
    'casesOpen', (select coalesce(jsonb_agg(c.number order by c.number), '[]') from "case" c
                   where c.person = a.person and c.center = a.center and c.closed_at is null
                     and c.type <> 'opening-reversal'),
    'otherKinds', (select coalesce(jsonb_agg(distinct k.title), '[]')
                     from journal j join journal_kind k on k.code = j.kind
                    where j.id = any (asked) and j.kind not in ('contribution', 'assignment',
                      'subsidy', 'interest')),
    'plan', plan);
  return told || jsonb_build_object('digest',
    encode(sha256(convert_to(a.number || '/' || (plan->>'digest'), 'UTF8')), 'hex'));
end
$$;

-- By the case that opened the account, or by the one that undoes it: then as it was undone, if it was.
create function api_preview_undo(p_case uuid, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  asked "case";
  done opening_undo;
  told jsonb;
begin
  select * into asked from "case" where id = p_case;
  if asked.id is null or not in_scope(p_by, asked.center, null) then
    raise exception '没有找到该业务。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, asked.center, 'supervisor', 'auditor');
  select * into done from opening_undo where case_id = p_case or opening_case = p_case;
  if done.case_id is not null then
    return done.plan || jsonb_build_object('undoneOn', done.undone_on, 'undoneBy', done.case_id,
      'journals', (select jsonb_agg(one::text) from unnest(done.journals) one));
  end if;
  told := opening_undo_plan(case when asked.type = 'opening-reversal' then (
    select l.other::uuid from case_link l where l.case_id = p_case and l.kind = 'undoes')
    else p_case end);
  if told is null or told->>'center' <> asked.center then
    raise exception '该业务没有开立账户，不能撤销。' using errcode = 'AJ404';
  end if;
  return told;
end
$$;

-- Takes back everything that was posted to the account that a case opened, when it still is what was looked
-- at, and what is owed with it. The account is locked by whoever calls, and closed by it afterwards.
create function undo_opening(p_case uuid, p_opening uuid, p_digest text, p_on date, p_by actor)
  returns bigint[] language plpgsql security definer set search_path = public, pg_temp as $$
declare
  told jsonb;
  step jsonb;
  made bigint[] := '{}';
begin
  perform 1 from suspense_item x join account a on a.number = x.account
    where a.opened_by_case = p_opening order by x.id for update of x;
  told := opening_undo_plan(p_opening);
  if told->>'digest' <> p_digest then
    raise exception '账务已有变化，与您看到的预览不一致，请重新预览。' using errcode = 'AJ412';
  end if;
  if jsonb_array_length(told->'plan'->'stays') > 0 or told->'plan'->>'lacks' <> '0.00' then
    raise exception '这个账户的记账不能全部冲销，不能撤销开户。' using errcode = 'AJ409';
  end if;
  for step in select * from jsonb_array_elements(told->'plan'->'steps') loop
    made := made || reverse_whole(step || jsonb_build_object('account', told->>'account'),
      (step->>'valueDate')::date, 'undo/' || p_case, p_by);
  end loop;
  -- Nothing was ever owed of it.
  update contribution_due set state = 'void', settled_on = p_on, next_on = null
   where account = told->>'account' and state in ('open', 'missed');
  update payment_slip set voided_at = (p_by).at, voided_by = (p_by).id, void_reason = '开户已撤销',
         version = version + 1
   where account = told->>'account' and voided_at is null and paid_journal is null;
  insert into opening_undo (case_id, opening_case, center, account, plan, digest, journals, undone_on)
    values (p_case, p_opening, told->>'center', told->>'account', told, p_digest, made, p_on);
  return made;
end
$$;

-- As before, but for the money of an opening by mistake: it stands in suspense, with its task, and is nobody's.
create or replace function account_goes() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
declare
  way text;
begin
  if tg_op = 'UPDATE' and (old.state, old.source) is distinct from (new.state, new.source) then
    if not exists (select from account_way
                    where from_state = old.state and from_source = old.source
                      and to_state = new.state and to_source = new.source) then
      raise exception 'an account that is % (%) does not become % (%)',
        old.state, old.source, new.state, new.source
        using errcode = 'check_violation', constraint = 'account_way';
    end if;
    if current_user = 'anju_app' and new.state <> 'closed' then
      raise exception 'an account is sealed and unsealed by account_move' using errcode = '42501';
    end if;
    if new.state = 'closed' then
      if exists (select from hold where account = new.number and released_on is null) then
        raise exception 'an account with a hold in force is not closed'
          using errcode = 'check_violation', constraint = 'account_held';
      end if;
      if exists (select from balance where account = new.number and amount <> 0) then
        raise exception 'an account with money is not closed'
          using errcode = 'check_violation', constraint = 'account_money';
      end if;
      way := account_under_way(new.number);
      if way = 'suspense' and new.close_reason = 'opened-by-mistake'
         and exists (select from opening_undo u where u.account = new.number) then
        way := case when exists (select from receivable where account = new.number and state = 'open')
          then 'receivable' end;
      end if;
      if way is not null then
        raise exception 'an account is not closed while it has a % under way', way
          using errcode = 'check_violation', constraint = 'account_under_way';
      end if;
    end if;
    if new.state = 'normal' then
      new.sealed_on := null;
    end if;
  end if;
  if new.state <> 'closed' and (new.state = 'sealed') <> (new.sealed_on is not null) then
    raise exception 'the day of the seal stands with a sealed account and with no other'
      using errcode = 'check_violation', constraint = 'account_sealed_on';
  end if;
  return new;
end
$$;

grant select on opening_undo to anju_app, anju_api;
select close_functions();
grant execute on function opening_undo_plan, undo_opening to anju_app;
grant execute on function api_preview_undo to anju_api;

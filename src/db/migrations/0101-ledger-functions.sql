-- The only door of the ledger, and what the database holds for whoever comes through it.

-- Runs once for each statement that adds postings: journals are whole and balanced, balances follow,
-- nothing goes below zero or under a hold. The account's row is the lock: whoever moves its money,
-- places a hold on it or closes it takes that first, in the order of numbers.
create function ledger_settle() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  wrong bigint;
begin
  select j.id into wrong
    from (select journal, sum(amount) as total, count(*) as lines from added group by journal) a
    join journal j on j.id = a.journal
   where a.total <> 0 or a.lines <> j.lines
   limit 1;
  if found then
    raise exception 'journal % does not balance or is not whole', wrong using errcode = 'AJ420';
  end if;

  perform 1 from account
    where number in (select account from added where account is not null)
    order by number for no key update;

  select p.journal into wrong
    from added p join account a on a.number = p.account where a.center <> p.center limit 1;
  if found then
    raise exception 'journal % is of another center', wrong using errcode = 'AJ420';
  end if;

  perform 1 from account a
   where a.state = 'closed'
     and a.number in (select account from added where account is not null) limit 1;
  if found then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;

  insert into balance (account, source)
    select distinct account, source from added where account is not null
    on conflict do nothing;
  update balance b
     set carried = b.carried + s.carried, current = b.current + s.current
    from (select account, source, sum(carried) as carried, sum(current) as current
            from added where account is not null group by account, source) s
   where b.account = s.account and b.source = s.source;

  -- available = max(0, balance - holds) before; after the debit the rest still covers the holds.
  perform 1
    from (select p.account, sum(p.amount) as amount
            from added p join journal j on j.id = p.journal
            join journal_kind k on k.code = j.kind
           where p.account is not null and p.amount < 0 and k.heeds_holds
           group by p.account) d
    join (select h.account, sum(h.amount) as amount, bool_or(h.amount is null) as whole
            from hold h where h.released_on is null group by h.account) h on h.account = d.account
   where h.whole or (select sum(b.amount) from balance b where b.account = d.account) < h.amount
   limit 1;
  if found then
    raise exception 'a hold covers the money' using errcode = 'AJ422';
  end if;

  update account set posted = true
   where not posted and number in (select account from added where account is not null);
  return null;
end
$$;
create trigger ledger_settle after insert on posting
  referencing new table as added for each statement execute function ledger_settle();

-- Which part of a debit comes out of 上年结转, after `p_before` was taken already in this request.
create function ledger_carried(p_amount numeric, p_before numeric, p_carried numeric,
  p_current numeric, p_current_first boolean) returns numeric language sql immutable as $$
  select case when p_current_first
    then greatest(0, p_before + p_amount - p_current) - greatest(0, p_before - p_current)
    else least(p_carried, p_before + p_amount) - least(p_carried, p_before)
  end
$$;

-- Records journals, each once under its key; answers with their numbers and which are new.
-- A journal: {key, kind, valueDate, by, caseId?, run?, document?, reverses?, lines: [{book, amount,
-- account?, source?, carried?, current?}]}; amounts are decimal strings. A personal line that does
-- not say so itself adds to 当年归集, and takes from 上年结转 first or as its kind says.
create function ledger_post(p_center text, p_journals jsonb)
  returns table (key text, journal bigint, fresh boolean) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  made jsonb;
  clash text;
begin
  if jsonb_array_length(p_journals) <> (select count(distinct e->>'key') from jsonb_array_elements(p_journals) e) then
    raise exception 'one key stands twice in the request' using errcode = 'AJ420';
  end if;
  with fresh as (
    insert into journal (center, key, kind, value_date, case_id, run, reverses, document,
        recorded_by, lines, digest)
      select p_center, e->>'key', e->>'kind', (e->>'valueDate')::date, (e->>'caseId')::uuid,
             e->>'run', (e->>'reverses')::bigint, e->>'document', e->>'by',
             jsonb_array_length(e->'lines'), sha256(convert_to((e - 'by')::text, 'UTF8'))
        from jsonb_array_elements(p_journals) e
       order by e->>'key'
      on conflict (center, key) do nothing
      returning id, key)
  select coalesce(jsonb_object_agg(fresh.key, fresh.id), '{}') into made from fresh;

  select j.key into clash
    from jsonb_array_elements(p_journals) e
    join journal j on j.center = p_center and j.key = e->>'key'
   where not made ? j.key and j.digest <> sha256(convert_to((e - 'by')::text, 'UTF8'))
   limit 1;
  if found then
    raise exception 'key % was used for other content', clash using errcode = 'AJ423';
  end if;

  perform 1 from account
    where number in (select l->>'account' from jsonb_array_elements(p_journals) e,
                       jsonb_array_elements(e->'lines') l where made ? (e->>'key'))
    order by number for no key update;

  insert into posting (journal, line, center, book, account, source, value_date, amount, carried,
      current)
    select id, line, p_center, book, account, source, value_date, amount,
           case when account is not null then part end,
           case when account is not null then amount - part end
      from (
        select l.*,
               case
                 when l.given is not null then l.given
                 when l.amount >= 0 then 0
                 else -ledger_carried(-l.amount, coalesce(l.before, 0), coalesce(b.carried, 0),
                        coalesce(b.current, 0), k.takes_current_first)
               end as part
          from (
            select (made->>(e.journal->>'key'))::bigint as id, l.n::integer as line,
                   e.journal->>'kind' as kind, (e.journal->>'valueDate')::date as value_date,
                   l.line->>'book' as book, l.line->>'account' as account,
                   l.line->>'source' as source, (l.line->>'amount')::numeric as amount,
                   (l.line->>'carried')::numeric as given,
                   -sum((l.line->>'amount')::numeric) filter (where (l.line->>'amount')::numeric < 0
                       and l.line->>'carried' is null)
                     over (partition by l.line->>'account', l.line->>'source'
                           order by e.n, l.n rows between unbounded preceding and 1 preceding)
                     as before
              from jsonb_array_elements(p_journals) with ordinality e (journal, n),
                   jsonb_array_elements(e.journal->'lines') with ordinality l (line, n)
             where made ? (e.journal->>'key')) l
          join journal_kind k on k.code = l.kind
          left join balance b on b.account = l.account and b.source = l.source) split
     order by id, line;

  return query
    select j.key, j.id, made ? j.key
      from jsonb_array_elements(p_journals) e
      join journal j on j.center = p_center and j.key = e->>'key';
end
$$;

-- Takes a journal back by its mirror image. What was credited is taken from 当年归集 first, because
-- a year's end may have carried it over since.
create function ledger_reverse(p_center text, p_journal bigint, p_request jsonb)
  returns table (key text, journal bigint, fresh boolean) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  taken journal;
  other text;
begin
  select * into taken from journal where id = p_journal and center = p_center;
  if not found then
    raise exception 'no such journal' using errcode = 'AJ404';
  end if;
  if taken.kind = 'reversal' then
    raise exception 'a reversal is not reversed' using errcode = 'AJ424';
  end if;
  select j.key into other from journal j where j.reverses = p_journal;
  if found and other <> p_request->>'key' then
    raise exception 'the journal is reversed already' using errcode = 'AJ424';
  end if;
  return query select * from ledger_post(p_center, jsonb_build_array(
    p_request || jsonb_build_object('kind', 'reversal', 'reverses', p_journal, 'lines', (
      select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'book', p.book, 'account', p.account, 'source', p.source, 'amount', (-p.amount)::text,
          'carried', case when p.amount <= 0 or p.carried * p.current < 0
                          then (-p.carried)::text end)) order by p.line)
        from posting p where p.journal = p_journal))));
end
$$;

-- A hold and a payment at one instant: whoever has the account's row first goes first, and the other
-- sees what happened; the raised version tells a transaction that read before.
create function ledger_hold(p_id uuid, p_account text, p_hold jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update account set version = version + 1 where number = p_account and state <> 'closed';
  if not found then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;
  insert into hold (id, account, kind, amount, document, placed_on, until, placed_by)
    values (p_id, p_account, p_hold->>'kind', (p_hold->>'amount')::numeric, p_hold->>'document',
            (p_hold->>'placedOn')::date, (p_hold->>'until')::date, p_hold->>'by')
    on conflict (id) do nothing;
end
$$;

create function ledger_release_hold(p_id uuid, p_release jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update account set version = version + 1 where number = (select account from hold where id = p_id);
  if not found then
    raise exception 'no such hold' using errcode = 'AJ404';
  end if;
  update hold set released_on = (p_release->>'releasedOn')::date, released_by = p_release->>'by',
         release_document = p_release->>'document'
   where id = p_id and released_on is null;
end
$$;

-- Workers come through the door and read; the API only reads.
revoke insert, update on balance from anju_app;
grant insert (account, source) on balance to anju_app;
grant select on book, journal_kind, journal, posting, hold to anju_app, anju_api;
revoke execute on function ledger_settle, ledger_carried, ledger_post, ledger_reverse, ledger_hold,
  ledger_release_hold from public;
grant execute on function ledger_post, ledger_reverse, ledger_hold, ledger_release_hold to anju_app;

-- What accounts had before there was a ledger becomes their first journal; interest of it was
-- settled through 30 June 2026.
do $$
declare
  had record;
begin
  for had in
    select a.center, b.account, b.source, b.carried, greatest(a.opened_on, date '2026-07-01') as since
      from balance b join account a on a.number = b.account where b.carried > 0
  loop
    update balance set carried = 0 where account = had.account and source = had.source;
    perform ledger_post(had.center, jsonb_build_array(jsonb_build_object(
      'key', 'takeover/' || had.account || '/' || had.source, 'kind', 'takeover',
      'valueDate', had.since, 'by', 'migration', 'lines', jsonb_build_array(
        jsonb_build_object('book', 'bank', 'amount', (-had.carried)::text),
        jsonb_build_object('book', 'personal', 'account', had.account, 'source', had.source,
          'amount', had.carried::text, 'carried', had.carried::text)))));
  end loop;
end
$$;

-- The only door of the ledger, and what the database holds for whoever comes through it.

-- Runs once for each statement that adds postings: journals are whole and balanced, balances follow,
-- nothing goes below zero or under a hold. The account's row is the lock: whoever moves its money,
-- places a hold on it or closes it takes that first, in the order of numbers.
create function ledger_settle() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  wrong bigint;
  touched bigint;
  seen record;
  moved bigint;
begin
  select a.journal into wrong
    from (select journal, center, value_date, sum(amount) as total, count(*) as lines
            from added group by journal, center, value_date) a
    left join journal j on j.id = a.journal and j.center = a.center and j.value_date = a.value_date
    left join journal_kind k on k.code = j.kind
   where k.code is null or a.total <> 0 or a.lines <> j.lines
   limit 1;
  if found then
    raise exception 'journal % does not balance or is not whole', wrong using errcode = 'AJ420';
  end if;

  select count(distinct account) into touched from added;
  if touched = 0 then
    return null;
  end if;
  select count(*) as found, bool_or(state = 'closed') as closed, bool_or(not posted) as unposted,
         count(*) filter (where center in (select center from added)) as own
    into seen
    from (select state, posted, center from account
           where number in (select account from added where account is not null)
           order by number for no key update) locked;
  if seen.found <> touched or seen.own <> touched or (select count(distinct center) from added) > 1 then
    raise exception 'postings of accounts that are not there, or of another center'
      using errcode = 'AJ420';
  end if;
  if seen.closed then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;

  with sums as (
    select account, source, sum(carried) as carried, sum(current) as current, count(*) as lines
      from added where account is not null group by account, source),
  changed as (
    update balance b set carried = b.carried + s.carried, current = b.current + s.current,
           lines = b.lines + s.lines
      from sums s where b.account = s.account and b.source = s.source
    returning 1)
  select (select count(*) from sums) - (select count(*) from changed) into moved;
  if moved > 0 then
    insert into balance (account, source, carried, current, lines)
      select account, source, sum(carried), sum(current), count(*)
        from added a
       where account is not null
         and not exists (select from balance b where b.account = a.account and b.source = a.source)
       group by account, source;
  end if;

  -- available = max(0, balance - holds) before; after the debit the rest still covers the holds.
  perform 1
    from (select p.account
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

  if seen.unposted then
    update account set posted = true
     where not posted and number in (select account from added where account is not null);
  end if;
  return null;
end
$$;
create trigger ledger_settle after insert on posting
  referencing new table as added for each statement execute function ledger_settle();

-- A line of a request: the place of its journal there, its own place in the journal, the rest.
create type ledger_line as (
  n integer, line integer, book text, account text, source text, amount numeric, carried numeric);

-- What debits take from 上年结转, one after the other, where they do not say so themselves. The rows
-- of the accounts must be locked.
create function ledger_split(p_lines ledger_line[], p_current_first boolean[])
  returns ledger_line[] language sql stable as $$
  select array_agg(case when auto then (n, line, book, account, source, amount, -(
             case when first then greatest(0, upto - current) - greatest(0, upto + amount - current)
                  else least(carries, upto) - least(carries, upto + amount) end))::ledger_line
           else (n, line, book, account, source, amount, carried)::ledger_line end)
    from (
      select l.*, l.auto_debit as auto, p_current_first[l.n] as first,
             coalesce(b.carried, 0) as carries, coalesce(b.current, 0) as current,
             sum(case when l.auto_debit then -l.amount else 0 end)
               over (partition by l.account, l.source order by l.n, l.line) as upto
        from (select *, account is not null and amount < 0 and carried is null as auto_debit
                from unnest(p_lines)) l
        left join balance b on b.account = l.account and b.source = l.source) x
$$;

-- Records journals, each once under its key; answers with their numbers and which are new.
-- A journal: {key, kind, valueDate, by, caseId?, run?, document?, reverses?, lines: [{book, amount,
-- account?, source?, carried?, endOfDay?}]}; amounts are decimal strings. A personal line that does not say so
-- itself adds to 当年归集, and takes from 上年结转 first or as its kind says.
create function ledger_post(p_center text, p_journals jsonb)
  returns table (key text, journal bigint, fresh boolean) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  keys text[];
  ids bigint[];
  lines ledger_line[];
  clash text;
begin
  with asked as materialized (
    select e.n, e.j, e.j->>'key' as key from jsonb_array_elements(p_journals) with ordinality e (j, n)),
  made as (
    insert into journal (center, key, kind, value_date, case_id, run, reverses, document,
        recorded_by, lines, digest)
      select p_center, key, j->>'kind', (j->>'valueDate')::date, (j->>'caseId')::uuid, j->>'run',
             (j->>'reverses')::bigint, j->>'document', j->>'by', jsonb_array_length(j->'lines'),
             sha256(convert_to((j - 'by')::text, 'UTF8'))
        from asked order by n
      on conflict (center, key) do nothing
      returning id, key)
  select array_agg(a.key order by a.n), array_agg(coalesce(m.id, 0) order by a.n)
    into keys, ids from asked a left join made m on m.key = a.key;
  if cardinality(keys) <> (select count(distinct k) from unnest(keys) k) then
    raise exception 'one key stands twice in the request' using errcode = 'AJ420';
  end if;

  if 0 = any (ids) then
    select j.key into clash
      from jsonb_array_elements(p_journals) with ordinality e (j, n)
      join journal j on j.center = p_center and j.key = e.j->>'key'
     where ids[e.n] = 0 and j.digest <> sha256(convert_to((e.j - 'by')::text, 'UTF8'))
     limit 1;
    if found then
      raise exception 'key % was used for other content', clash using errcode = 'AJ423';
    end if;
  end if;

  select array_agg((e.n, l.n, l.line->>'book', l.line->>'account', l.line->>'source',
           (l.line->>'amount')::numeric, (l.line->>'carried')::numeric)::ledger_line)
    into lines
    from jsonb_array_elements(p_journals) with ordinality e (j, n),
         jsonb_array_elements(e.j->'lines') with ordinality l (line, n)
   where ids[e.n] <> 0;
  if exists (select from unnest(lines) where account is not null and amount < 0 and carried is null) then
    perform 1 from account where number in (select account from unnest(lines))
      order by number for no key update;
    lines := ledger_split(lines, (
      select array_agg(coalesce(k.takes_current_first, false) order by e.n)
        from jsonb_array_elements(p_journals) with ordinality e (j, n)
        left join journal_kind k on k.code = e.j->>'kind'));
  end if;

  insert into posting (journal, line, center, book, account, source, value_date, amount, carried,
      current, end_of_day)
    select ids[l.n], l.line, p_center, l.book, l.account, l.source,
           (p_journals->(l.n - 1)->>'valueDate')::date, l.amount,
           case when l.account is not null then coalesce(l.carried, 0) end,
           case when l.account is not null then l.amount - coalesce(l.carried, 0) end,
           coalesce((p_journals->(l.n - 1)->'lines'->(l.line - 1)->>'endOfDay')::boolean, false)
      from unnest(lines) l;

  if 0 = any (ids) then
    return query
      select j.key, j.id, ids[k.n] <> 0
        from unnest(keys) with ordinality k (key, n)
        join journal j on j.center = p_center and j.key = k.key;
  else
    return query select k, i, true from unnest(keys, ids) as x (k, i);
  end if;
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
          'endOfDay', case when p.end_of_day then true end,
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
revoke execute on function ledger_settle, ledger_split, ledger_post, ledger_reverse, ledger_hold,
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

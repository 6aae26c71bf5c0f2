-- Balances are moved row by row through their key, whatever the planner thinks of the table: a plan
-- that was made while it was empty looked through all of it for every posting of a run.

-- The balances that are there, each with what is added to it. Answers with them.
create function ledger_move(p_accounts text[], p_sources text[], p_carried numeric[],
  p_current numeric[], p_lines bigint[]) returns table (account text, source text)
  language sql volatile rows 1000
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  set enable_material = off set enable_memoize = off
  set search_path = public, pg_temp as $$
  update balance b set carried = b.carried + s.carried, current = b.current + s.current,
         lines = b.lines + s.lines
    from unnest(p_accounts, p_sources, p_carried, p_current, p_lines)
      as s(account, source, carried, current, lines)
   where b.account = s.account and b.source = s.source
  returning b.account, b.source
$$;

create or replace function ledger_settle() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  wrong bigint;
  touched bigint;
  seen record;
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

  with sums as materialized (
    select account, source, sum(carried) as carried, sum(current) as current, count(*) as lines
      from added where account is not null group by account, source),
  packed as (
    select array_agg(account) as accounts, array_agg(source) as sources,
           array_agg(carried) as carried, array_agg(current) as current, array_agg(lines) as lines
      from sums),
  moved as materialized (
    select m.account, m.source
      from packed p, ledger_move(p.accounts, p.sources, p.carried, p.current, p.lines) m)
  insert into balance (account, source, carried, current, lines)
    select s.account, s.source, s.carried, s.current, s.lines from sums s
     where not exists (select from moved m where m.account = s.account and m.source = s.source);

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

select close_functions();

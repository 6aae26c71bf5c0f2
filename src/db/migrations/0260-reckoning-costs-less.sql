-- Reckoning costs less: of a line, only the side it moved is counted, and whether the last settlement was
-- reversed is looked up where there is one, by its index, instead of joining all reversals for every account.

create or replace function interest_reckon(p_center text, p_first text, p_last text, p_until date,
  p_rates jsonb, p_divisor integer) returns setof interest_due language sql stable rows 5000 as $$
  with stretch as materialized (
    select *
      from (select row_number() over (order by r.since) as at, r.since, r.carried, r.current,
                   least(coalesce(lead(r.since) over (order by r.since), p_until), p_until) as until
              from jsonb_to_recordset(p_rates) as r (since date, carried numeric, current numeric)) r
     where r.since < p_until or r.at = 1),
  start as materialized (
    select b.account, b.source, b.carried, b.current, b.lines, l.lines as settled_lines,
           coalesce(l.until, '-infinity') as since, coalesce(l.unsettled, 0) as unsettled
      from account a
      join balance b on b.account = a.number
      left join lateral (
        select s.until, s.lines, s.unsettled from settlement s
         where s.account = b.account and s.source = b.source and s.until <= p_until
           and (s.journal is null
             or not exists (select from journal r where r.reverses = s.journal offset 0))
         order by s.settled_on desc, s.turn desc limit 1) l on true
     where a.number between p_first and p_last and b.account between p_first and p_last
       and a.center = p_center and a.state <> 'closed' and b.lines > 0),
  whole as materialized (
    select s.*, m.* from start s
     cross join lateral (
       select max(x.counted) as counted, max(x.later) as later, min(x.first) as first,
              sum(x.carried_days) as carried_days, sum(x.current_days) as current_days,
              sum(x.carried_days * g.carried + x.current_days * g.current) as earned
         from stretch g
         cross join lateral (select greatest(0, g.until - greatest(g.since, s.since)) as days) d
         cross join lateral (
           select count(*) as counted, count(*) filter (where f.at >= p_until) as later,
                  min(f.at) as first,
                  s.carried * d.days + coalesce(sum(p.carried * (greatest(0, g.until
                    - greatest(g.since, f.at)) - d.days)) filter (where p.carried <> 0), 0)
                    as carried_days,
                  s.current * d.days + coalesce(sum(p.current * (greatest(0, g.until
                    - greatest(g.since, f.at)) - d.days)) filter (where p.current <> 0), 0)
                    as current_days
             from posting p
             cross join lateral (select p.value_date + p.end_of_day::integer as at) f
            where p.account = s.account and p.source = s.source and p.value_date >= s.since - 1
              and f.at >= s.since) x
        where g.until >= s.since) m)
  select w.account, w.source,
         case when w.since > '-infinity' then w.since else least(w.first, p_until) end, p_until,
         false, w.carried_days, w.current_days, w.earned + w.unsettled, 0::numeric,
         interest_cents(w.earned + w.unsettled, p_divisor), 0::numeric, w.lines - w.later, 1,
         w.carried, w.current, w.lines,
         least(w.first, case when w.since > '-infinity' then w.since end)
           >= (p_rates->0->>'since')::date
    from whole w
   where w.settled_lines is null or w.lines - w.counted = w.settled_lines
  union all
  select w.account, w.source, w.since, p_until, true, x.carried_days - o.carried_days,
         x.current_days - o.current_days, x.earned - o.earned, 0::numeric,
         interest_cents(x.earned - o.earned, p_divisor), 0::numeric, w.lines - w.later, 1,
         w.carried, w.current, w.lines, x.first >= (p_rates->0->>'since')::date
    from whole w
    cross join lateral (
      select min(y.first) as first, sum(y.carried_days) as carried_days,
             sum(y.current_days) as current_days,
             sum(y.carried_days * g.carried + y.current_days * g.current) as earned
        from stretch g
        cross join lateral (
          select min(f.at) as first,
                 sum(p.carried * greatest(0, g.until - greatest(g.since, f.at))) as carried_days,
                 sum(p.current * greatest(0, g.until - greatest(g.since, f.at))) as current_days
            from posting p
            cross join lateral (select p.value_date + p.end_of_day::integer as at) f
           where p.account = w.account and p.source = w.source) y) x
    cross join lateral (
      select sum(t.accumulation_carried) as carried_days, sum(t.accumulation_current) as current_days,
             sum(t.earned - t.unsettled) as earned
        from settlement t
       where t.account = w.account and t.source = w.source and t.until <= p_until
         and not exists (select from journal r where r.reverses = t.journal)) o
   where w.lines - w.counted <> w.settled_lines
$$;

-- Accounts are locked by one reading of their index instead of a lookup for each.
create or replace function ledger_settle() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  wrong bigint;
  centers text[];
  touched text[];
  seen record;
  sums record;
  moved record;
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
  select array_agg(x.center) into centers from (select center from added group by center) x;
  if (select count(*) from center where code = any (centers)) < cardinality(centers) then
    raise exception 'postings of a center that is not there' using errcode = 'AJ420';
  end if;

  select array_agg(s.account) as accounts, array_agg(s.source) as sources,
         array_agg(s.carried) as carried, array_agg(s.current) as current, array_agg(s.lines) as lines
    into sums
    from (select account, source, sum(carried) as carried, sum(current) as current, count(*) as lines
            from added where account is not null
           group by account, source order by account collate "C") s;
  if sums.accounts is null then
    return null;
  end if;
  -- They come in order, so the index is read once from the first to the last of them.
  select array_agg(distinct x.account collate "C") into touched
    from unnest(sums.accounts) as x (account);
  select count(*) as found, bool_or(state = 'closed') as closed, bool_or(not posted) as unposted,
         count(*) filter (where center = centers[1]) as own
    into seen
    from (select state, posted, center from account where number = any (touched)
           order by number collate "C" for no key update) locked;
  if seen.found <> cardinality(touched) or seen.own <> cardinality(touched)
     or cardinality(centers) > 1 then
    raise exception 'postings of accounts that are not there, or of another center'
      using errcode = 'AJ420';
  end if;
  if seen.closed then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;

  select count(*) as count, array_agg(m.account) as accounts, array_agg(m.source) as sources
    into moved
    from ledger_move(sums.accounts, sums.sources, sums.carried, sums.current, sums.lines) m;
  if moved.count < cardinality(sums.accounts) then
    insert into balance (account, source, carried, current, lines)
      select s.account, s.source, s.carried, s.current, s.lines
        from unnest(sums.accounts, sums.sources, sums.carried, sums.current, sums.lines)
               as s (account, source, carried, current, lines)
       where (s.account, s.source) not in (select * from unnest(moved.accounts, moved.sources));
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
     where not posted and number = any (touched);
  end if;
  return null;
end
$$;

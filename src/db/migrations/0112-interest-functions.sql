-- Interest of deposits (存款计息), set-based: the twin of src/policy/deposit-interest.ts. No clock:
-- days and rates are arguments. `p_rates`: [{since, carried, current}], yearly, in the order of days.

-- From which day the postings of a sub-ledger are read, and what it holds now.
create type interest_start as (
  account text, source text, carried numeric, current numeric, lines bigint, since date,
  settled_lines bigint, unsettled numeric);

-- What counted from `since` on; `n`: the place in the list.
create type interest_sum as (
  n bigint, first date, counted bigint, later bigint,
  accumulation_carried numeric, accumulation_current numeric, earned numeric);

-- What would be settled; the columns mean what those of `settlement` do.
create type interest_due as (
  account text, source text, since date, until date, corrected boolean,
  accumulation_carried numeric, accumulation_current numeric, earned numeric, unsettled numeric,
  interest numeric, rolled numeric, lines bigint, key text, turn integer);

-- Half up to the cent, exactly: a quotient that was cut first could fall on the wrong side.
create function interest_cents(p_earned numeric, p_divisor integer) returns numeric
  language sql immutable as $$
  select round(sign(p_earned) * div(abs(p_earned) * 200 + p_divisor, 2 * p_divisor) / 100, 2)
$$;

-- A line of amount a that counts from day d adds a x (days from d to the end) to the accumulation,
-- whatever its order among the lines of its day; each stretch of one rate is summed apart (分段计息).
create function interest_sums(p_starts interest_start[], p_until date, p_rates jsonb)
  returns setof interest_sum language sql stable as $$
  with stretch as materialized (
    select row_number() over (order by r.since) as at, r.since, r.carried, r.current,
           least(coalesce(lead(r.since) over (order by r.since), p_until), p_until) as until
      from jsonb_to_recordset(p_rates) as r (since date, carried numeric, current numeric)
     where r.since < p_until),
  moved as (
    select s.n, g.at, count(*) as counted, min(p.value_date + p.end_of_day::integer) as first,
           count(*) filter (where p.value_date + p.end_of_day::integer >= p_until) as later,
           sum(p.carried) as carried, sum(p.current) as current,
           sum(p.carried * greatest(0, g.until - greatest(g.since, p.value_date + p.end_of_day::integer)))
             as carried_days,
           sum(p.current * greatest(0, g.until - greatest(g.since, p.value_date + p.end_of_day::integer)))
             as current_days
      from unnest(p_starts) with ordinality s (account, source, carried, current, lines, since,
             settled_lines, unsettled, n)
      join posting p on p.account = s.account and p.source = s.source
        and p.value_date >= s.since - 1 and p.value_date + p.end_of_day::integer >= s.since
      join stretch g on g.until >= s.since
     group by s.n, g.at),
  parts as (
    select s.n, m.first, m.counted, m.later, g.carried, g.current,
           (s.carried - coalesce(m.carried, 0)) * greatest(0, g.until - greatest(g.since, s.since))
             + coalesce(m.carried_days, 0) as carried_days,
           (s.current - coalesce(m.current, 0)) * greatest(0, g.until - greatest(g.since, s.since))
             + coalesce(m.current_days, 0) as current_days
      from unnest(p_starts) with ordinality s (account, source, carried, current, lines, since,
             settled_lines, unsettled, n)
      join stretch g on g.until >= s.since
      left join moved m on m.n = s.n and m.at = g.at)
  select n, min(first), coalesce(max(counted), 0), coalesce(max(later), 0),
         sum(carried_days), sum(current_days),
         sum(carried_days * carried + current_days * current)
    from parts group by n order by n
$$;

-- Interest of the sub-ledgers of a center's accounts from `p_first` through `p_last`, up to `p_until`
-- (not counted). Lines of days settled before that came in since are found by their number; the
-- sub-ledger is then read from its beginning, and what was settled is taken off.
create function interest_reckon(p_center text, p_first text, p_last text, p_until date,
  p_rates jsonb, p_divisor integer) returns setof interest_due language plpgsql stable as $$
declare
  starts interest_start[];
  sums interest_sum[];
  late interest_start[];
  whole interest_sum[];
begin
  select array_agg(row(b.account, b.source, b.carried, b.current, b.lines,
           coalesce(l.until, '-infinity'), l.lines, coalesce(l.unsettled, 0))::interest_start
           order by b.account, b.source)
    into starts
    from account a
    join balance b on b.account = a.number
    left join lateral (
      select s.until, s.lines, s.unsettled from settlement s
       where s.account = b.account and s.source = b.source and s.until <= p_until
         and not exists (select from journal r where r.reverses = s.journal)
       order by s.until desc, s.turn desc limit 1) l on true
   where a.number between p_first and p_last and b.account between p_first and p_last
     and a.center = p_center and a.state <> 'closed' and b.lines > 0;
  if starts is null then return; end if;

  sums := array(select m from interest_sums(starts, p_until, p_rates) m order by m.n);
  if cardinality(sums) <> cardinality(starts) or exists (
      select from unnest(starts) with ordinality s join unnest(sums) m on m.n = s.ordinality
       where least(m.first, case when s.since > '-infinity' then s.since end)
             < (p_rates->0->>'since')::date) then
    raise exception 'no rate is in force on a day that is counted' using errcode = 'AJ425';
  end if;

  select array_agg(row(s.account, s.source, s.carried, s.current, s.lines, '-infinity'::date,
           s.settled_lines, s.unsettled)::interest_start order by s.ordinality) into late
    from unnest(starts) with ordinality s join unnest(sums) m on m.n = s.ordinality
   where s.lines - m.counted <> s.settled_lines;
  whole := array(select m from interest_sums(late, p_until, p_rates) m order by m.n);

  return query
    select r.account, r.source, r.since, p_until, r.corrected,
           r.accumulation_carried, r.accumulation_current, r.earned, 0::numeric,
           interest_cents(r.earned, p_divisor), 0::numeric, r.lines, null::text, 1
      from (
        select s.account, s.source,
               case when s.since > '-infinity' then s.since else least(m.first, p_until) end as since,
               false as corrected, m.accumulation_carried, m.accumulation_current,
               m.earned + s.unsettled as earned, s.lines - m.later as lines
          from unnest(starts) with ordinality s join unnest(sums) m on m.n = s.ordinality
         where s.settled_lines is null or s.lines - m.counted = s.settled_lines
        union all
        select s.account, s.source, o.since, true, m.accumulation_carried - o.accumulation_carried,
               m.accumulation_current - o.accumulation_current, m.earned - o.earned, s.lines - m.later
          from unnest(late) with ordinality s join unnest(whole) m on m.n = s.ordinality
          cross join lateral (
            select max(t.until) as since, sum(t.accumulation_carried) as accumulation_carried,
                   sum(t.accumulation_current) as accumulation_current,
                   sum(t.earned - t.unsettled) as earned
              from settlement t
             where t.account = s.account and t.source = s.source and t.until <= p_until
               and not exists (select from journal r where r.reverses = t.journal)) o) r
     order by r.account, r.source;
end
$$;

-- What a settlement would credit: its rows in the order of accounts and sources, without those that
-- are settled up to that day or beyond. `p_terms`: {settledOn, until, closing, rates, divisor}.
--
-- Everything of 当年归集 through the day of a yearly settlement is rolled over. What was credited of
-- later days is not; what was taken out later was taken from the old money first.
create function interest_due(p_center text, p_first text, p_last text, p_terms jsonb)
  returns setof interest_due language sql stable as $$
  select d.account, d.source, d.since, d.until, d.corrected, d.accumulation_carried,
         d.accumulation_current, d.earned,
         case when d.floored then d.earned - d.interest * (p_terms->>'divisor')::integer else 0 end,
         d.interest, d.rolled, d.lines,
         'interest/' || case when (p_terms->>'closing')::boolean
             then 'closing/' || d.account || '/' || (p_terms->>'settledOn')
             else left(p_terms->>'settledOn', 4) || '/' || d.account end
           || case when d.turn > 1 then '/' || d.turn else '' end,
         d.turn
    from (
      select r.account, r.source, r.since, r.until, r.corrected, r.accumulation_carried,
             r.accumulation_current, r.earned, r.lines, o.rolled,
             greatest(r.interest, -(b.carried + o.rolled)) as interest,
             r.interest < -(b.carried + o.rolled) as floored,
             1 + (select coalesce(max(t.turn), 0) from settlement t where t.account = r.account
                   and t.settled_on = (p_terms->>'settledOn')::date) as turn
        from interest_reckon(p_center, p_first, p_last, (p_terms->>'until')::date,
               p_terms->'rates', (p_terms->>'divisor')::integer) r
        join balance b on b.account = r.account and b.source = r.source
          and b.account between p_first and p_last
        cross join lateral (
          select case
              when (p_terms->>'closing')::boolean then 0
              when b.lines = r.lines then b.current
              else least(b.current, greatest(0, b.current - (
                select coalesce(sum(p.current), 0) from posting p
                  join journal j on j.id = p.journal join journal_kind k on k.code = j.kind
                 where p.account = r.account and p.source = r.source
                   and p.value_date > (p_terms->>'settledOn')::date
                   and (p.current > 0 or k.takes_current_first))))
            end as rolled) o
       where not exists (
         select from settlement t
          where t.account = r.account and t.source = r.source and t.until >= r.until
            and not exists (select from journal x where x.reverses = t.journal))) d
   where d.earned <> 0 or d.interest <> 0 or d.rolled <> 0
      or d.accumulation_carried <> 0 or d.accumulation_current <> 0
$$;

-- What was settled on a day and was not taken back, in the shape of what would be.
create function interest_settled(p_first text, p_last text, p_settled_on date, p_closing boolean)
  returns setof interest_due language sql stable as $$
  select s.account, s.source, s.since, s.until, s.corrected, s.accumulation_carried,
         s.accumulation_current, s.earned, s.unsettled, s.interest, s.rolled, s.lines, null::text,
         s.turn
    from settlement s
   where s.account between p_first and p_last and s.settled_on = p_settled_on
     and s.closing = p_closing
     and not exists (select from journal r where r.reverses = s.journal)
$$;

-- One figure for a whole list: the same list in any order, the same figure.
create function interest_digest(p_dues interest_due[]) returns text language sql immutable as $$
  select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', d.account, d.source, d.since,
           d.until, trim_scale(d.earned), d.interest, d.rolled), ';'
           order by d.account collate "C", d.source collate "C"), ''), 'UTF8')), 'hex')
    from unnest(p_dues) d
$$;

-- Settles the accounts of a center from `p_first` through `p_last`, once. `p_terms` as above;
-- `p_entry`: {by, chunk, run?, caseId?}; with `p_expected`, only when it comes to what was previewed.
create function interest_settle(p_center text, p_first text, p_last text, p_terms jsonb,
  p_entry jsonb, p_expected text)
  returns table (fresh bigint, interest numeric, digest text) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  dues interest_due[];
  asked ledger_line[];
  terms_id integer;
  total numeric;
  settled_at date := (p_terms->>'settledOn')::date;
  at_closing boolean := (p_terms->>'closing')::boolean;
  head jsonb := (p_entry - 'chunk') || jsonb_build_object('kind', 'interest', 'valueDate',
    settled_at, 'endOfDay', not at_closing);
begin
  perform 1 from account where number between p_first and p_last and center = p_center
    order by number for no key update;
  dues := array(select d from interest_due(p_center, p_first, p_last, p_terms) d);
  total := coalesce((select sum(d.interest) from unnest(dues) d), 0)::numeric(18, 2);

  insert into interest_terms (rates, divisor)
    values (p_terms->'rates', (p_terms->>'divisor')::integer) on conflict do nothing;
  select t.id into terms_id from interest_terms t
   where t.rates = p_terms->'rates' and t.divisor = (p_terms->>'divisor')::integer;

  select array_agg(l) into asked from (
    select d.key, 1 as line, 'interest-payable' as book, null::text as account, null::text as source,
           -sum(d.interest) as amount, null::numeric as carried
      from unnest(dues) d where d.interest <> 0 or d.rolled <> 0 group by d.key
    union all
    select d.key, (1 + row_number() over (partition by d.key order by d.source))::integer, 'personal',
           d.account, d.source, d.interest, d.interest + d.rolled
      from unnest(dues) d where d.interest <> 0 or d.rolled <> 0) l;

  insert into settlement (account, source, settled_on, turn, closing, since, until, corrected,
      accumulation_carried, accumulation_current, earned, unsettled, interest, rolled, lines, terms,
      journal)
    select d.account, d.source, settled_at, d.turn, at_closing, d.since, d.until, d.corrected,
           d.accumulation_carried, d.accumulation_current, d.earned, d.unsettled, d.interest,
           d.rolled, d.lines, terms_id, m.journal
      from unnest(dues) d
      left join ledger_post_set(p_center, head, asked) m on m.key = d.key
        and (d.interest <> 0 or d.rolled <> 0);

  if total <> 0 then
    perform ledger_post(p_center, jsonb_build_array((head - 'endOfDay') || jsonb_build_object(
      'kind', 'interest-charge', 'key', p_entry->>'chunk', 'lines', jsonb_build_array(
        jsonb_build_object('book', 'result', 'amount', (-total)::text),
        jsonb_build_object('book', 'interest-payable', 'amount', total::text)))));
  end if;

  return query
    select count(distinct d.account), total,
           interest_digest(array(select s from interest_settled(p_first, p_last, settled_at, at_closing) s))
      from unnest(dues) d;
  if p_expected is not null and p_expected <> interest_digest(
      array(select s from interest_settled(p_first, p_last, settled_at, at_closing) s)) then
    raise exception 'it does not come to what was previewed' using errcode = 'AJ426';
  end if;
end
$$;

revoke execute on function interest_cents, interest_sums, interest_reckon, interest_due,
  interest_settled, interest_digest, interest_settle from public;
grant execute on function interest_cents, interest_sums, interest_reckon, interest_due,
  interest_settled, interest_digest to anju_app, anju_api;
grant execute on function interest_settle to anju_app;

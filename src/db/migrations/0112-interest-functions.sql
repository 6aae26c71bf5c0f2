-- Interest of deposits (存款计息), set-based: the twin of src/policy/deposit-interest.ts. No clock:
-- days and rates are arguments. `p_rates`: [{since, carried, current}], yearly, in the order of days.

-- A sub-ledger: what it holds, and from which day its postings are read.
create type interest_start as (
  account text, source text, carried numeric, current numeric, lines bigint, since date,
  settled_lines bigint, unsettled numeric);

-- The same, and what counted from `since` on.
create type interest_sum as (
  account text, source text, carried numeric, current numeric, lines bigint, since date,
  settled_lines bigint, unsettled numeric,
  first date, counted bigint, later bigint,
  accumulation_carried numeric, accumulation_current numeric, earned numeric);

-- What would be settled; the columns mean what those of `settlement` do. `held_`: the balance now.
create type interest_due as (
  account text, source text, since date, until date, corrected boolean,
  accumulation_carried numeric, accumulation_current numeric, earned numeric, unsettled numeric,
  interest numeric, rolled numeric, lines bigint, turn integer,
  held_carried numeric, held_current numeric, held_lines bigint);

create type interest_journal as (key text, dues interest_due[]);

-- Half up to the cent, exactly: a quotient that was cut first could fall on the wrong side.
create function interest_cents(p_earned numeric, p_divisor integer) returns numeric
  language sql immutable as $$
  select round(sign(p_earned) * div(abs(p_earned) * 200 + p_divisor, 2 * p_divisor) / 100, 2)
$$;

-- A line of amount a that counts from day d adds a x (days from d to the end) to the accumulation,
-- whatever its order among the lines of its day; each stretch of one rate is summed apart (分段计息).
-- What the sub-ledger held when `since` began is what it holds now without what counted since.
create function interest_sums(p_starts interest_start[], p_until date, p_rates jsonb)
  returns setof interest_sum language sql stable as $$
  with stretch as materialized (
    select r.since, r.carried, r.current,
           least(coalesce(lead(r.since) over (order by r.since), p_until), p_until) as until
      from jsonb_to_recordset(p_rates) as r (since date, carried numeric, current numeric)
     where r.since < p_until)
  select s.account, s.source, s.carried, s.current, s.lines, s.since, s.settled_lines, s.unsettled,
         m.first, m.counted, m.later, m.accumulation_carried, m.accumulation_current, m.earned
    from unnest(p_starts) s
    cross join lateral (
      select min(x.first) as first, max(x.counted) as counted, max(x.later) as later,
             sum(y.carried_days) as accumulation_carried,
             sum(y.current_days) as accumulation_current,
             sum(y.carried_days * g.carried + y.current_days * g.current) as earned
        from stretch g
        cross join lateral (
          select min(p.value_date + p.end_of_day::integer) as first, count(*) as counted,
                 count(*) filter (where p.value_date + p.end_of_day::integer >= p_until) as later,
                 coalesce(sum(p.carried), 0) as carried, coalesce(sum(p.current), 0) as current,
                 coalesce(sum(p.carried * greatest(0, g.until
                   - greatest(g.since, p.value_date + p.end_of_day::integer))), 0) as carried_days,
                 coalesce(sum(p.current * greatest(0, g.until
                   - greatest(g.since, p.value_date + p.end_of_day::integer))), 0) as current_days
            from posting p
           where p.account = s.account and p.source = s.source and p.value_date >= s.since - 1
             and p.value_date + p.end_of_day::integer >= s.since) x
        cross join lateral (
          select x.carried_days + (s.carried - x.carried) * d.days as carried_days,
                 x.current_days + (s.current - x.current) * d.days as current_days
            from (select greatest(0, g.until - greatest(g.since, s.since)) as days) d) y
       where g.until >= s.since) m
$$;

-- Interest of the sub-ledgers of a center's accounts from `p_first` through `p_last`, up to `p_until`
-- (not counted). Lines of days settled before that came in since are found by their number; the
-- sub-ledger is then read from its beginning, and what was settled is taken off.
create function interest_reckon(p_center text, p_first text, p_last text, p_until date,
  p_rates jsonb, p_divisor integer) returns setof interest_due language plpgsql stable as $$
declare
  starts interest_start[];
  sums interest_sum[];
begin
  starts := array(
    select row(b.account, b.source, b.carried, b.current, b.lines,
             coalesce(l.until, '-infinity'), l.lines, coalesce(l.unsettled, 0))::interest_start
      from account a
      join balance b on b.account = a.number
      left join lateral (
        select s.until, s.lines, s.unsettled from settlement s
         where s.account = b.account and s.source = b.source and s.until <= p_until
           and not exists (select from journal r where r.reverses = s.journal)
         order by s.until desc, s.turn desc limit 1) l on true
     where a.number between p_first and p_last and b.account between p_first and p_last
       and a.center = p_center and a.state <> 'closed' and b.lines > 0
     order by b.account, b.source);
  sums := array(select m from interest_sums(starts, p_until, p_rates) m);
  if exists (
      select from unnest(sums) m
       where m.earned is null or least(m.first, case when m.since > '-infinity' then m.since end)
             < (p_rates->0->>'since')::date) then
    raise exception 'no rate is in force on a day that is counted' using errcode = 'AJ425';
  end if;

  return query
    select m.account, m.source,
           case when m.since > '-infinity' then m.since else least(m.first, p_until) end, p_until,
           false, m.accumulation_carried, m.accumulation_current, m.earned + m.unsettled, 0::numeric,
           interest_cents(m.earned + m.unsettled, p_divisor), 0::numeric, m.lines - m.later, 1,
           m.carried, m.current, m.lines
      from unnest(sums) m
     where m.settled_lines is null or m.lines - m.counted = m.settled_lines;

  starts := array(
    select row(m.account, m.source, m.carried, m.current, m.lines, '-infinity'::date,
             m.settled_lines, m.unsettled)::interest_start
      from unnest(sums) m where m.lines - m.counted <> m.settled_lines);
  return query
    select m.account, m.source, o.since, p_until, true,
           m.accumulation_carried - o.accumulation_carried,
           m.accumulation_current - o.accumulation_current, m.earned - o.earned, 0::numeric,
           interest_cents(m.earned - o.earned, p_divisor), 0::numeric, m.lines - m.later, 1,
           m.carried, m.current, m.lines
      from interest_sums(starts, p_until, p_rates) m
      cross join lateral (
        select max(t.until) as since, sum(t.accumulation_carried) as accumulation_carried,
               sum(t.accumulation_current) as accumulation_current,
               sum(t.earned - t.unsettled) as earned
          from settlement t
         where t.account = m.account and t.source = m.source and t.until <= p_until
           and not exists (select from journal r where r.reverses = t.journal)) o;
end
$$;

-- What a settlement would credit, without what is settled up to that day or beyond. `p_terms`:
-- {settledOn, until, closing, rates, divisor}.
--
-- Everything of 当年归集 through the day of a yearly settlement is rolled over. What was credited of
-- later days is not; what was taken out later was taken from the old money first.
create function interest_due(p_center text, p_first text, p_last text, p_terms jsonb)
  returns setof interest_due language sql stable as $$
  select r.account, r.source, r.since, r.until, r.corrected, r.accumulation_carried,
         r.accumulation_current, r.earned,
         case when r.interest < -(r.held_carried + o.rolled)
              then r.earned + (r.held_carried + o.rolled) * (p_terms->>'divisor')::integer
              else 0 end,
         greatest(r.interest, -(r.held_carried + o.rolled)), o.rolled, r.lines,
         1 + (select coalesce(max(t.turn), 0) from settlement t
               where t.account = r.account and t.settled_on = (p_terms->>'settledOn')::date),
         r.held_carried, r.held_current, r.held_lines
    from interest_reckon(p_center, p_first, p_last, (p_terms->>'until')::date,
           p_terms->'rates', (p_terms->>'divisor')::integer) r
    cross join lateral (
      select case
          when (p_terms->>'closing')::boolean then 0
          when r.held_lines = r.lines then r.held_current
          else least(r.held_current, greatest(0, r.held_current - (
            select coalesce(sum(p.current), 0) from posting p
              join journal j on j.id = p.journal join journal_kind k on k.code = j.kind
             where p.account = r.account and p.source = r.source
               and p.value_date > (p_terms->>'settledOn')::date
               and (p.current > 0 or k.takes_current_first))))
        end as rolled) o
   where (r.earned <> 0 or r.interest <> 0 or o.rolled <> 0
          or r.accumulation_carried <> 0 or r.accumulation_current <> 0)
     and not exists (
       select from settlement t
        where t.account = r.account and t.source = r.source and t.until >= r.until
          and not exists (select from journal x where x.reverses = t.journal))
$$;

-- What was settled on a day and was not taken back, in the shape of what would be.
create function interest_settled(p_first text, p_last text, p_settled_on date, p_closing boolean)
  returns setof interest_due language sql stable as $$
  select s.account, s.source, s.since, s.until, s.corrected, s.accumulation_carried,
         s.accumulation_current, s.earned, s.unsettled, s.interest, s.rolled, s.lines, s.turn,
         null::numeric, null::numeric, null::bigint
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

-- The lines of one account: what is owed to it, and each sub-ledger with what is rolled over.
create function interest_lines(p_dues interest_due[]) returns ledger_line[]
  language sql immutable as $$
  select row('interest-payable', null, null, -sum(d.interest), null)::ledger_line
         || array_agg(row('personal', d.account, d.source, d.interest, d.interest + d.rolled)
                        ::ledger_line order by d.source)
    from unnest(p_dues) d where d.interest <> 0 or d.rolled <> 0
$$;

-- Settles the accounts of a center from `p_first` through `p_last`, once. `p_terms` as above;
-- `p_entry`: {by, charge, run?, caseId?}; with `p_expected`, only when it comes to what was previewed.
create function interest_settle(p_center text, p_first text, p_last text, p_terms jsonb,
  p_entry jsonb, p_expected text)
  returns table (fresh integer, interest numeric, digest text) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  at_day date := (p_terms->>'settledOn')::date;
  at_closing boolean := (p_terms->>'closing')::boolean;
  head jsonb := (p_entry - 'charge') || jsonb_build_object('kind', 'interest', 'valueDate', at_day,
    'endOfDay', not at_closing);
  journals interest_journal[];
  ids bigint[];
  terms_id integer;
  total numeric;
  come_to text;
begin
  perform 1 from account where number between p_first and p_last and center = p_center
    order by number for no key update;

  insert into interest_terms (rates, divisor)
    values (p_terms->'rates', (p_terms->>'divisor')::integer) on conflict do nothing;
  select t.id into terms_id from interest_terms t
   where t.rates = p_terms->'rates' and t.divisor = (p_terms->>'divisor')::integer;

  -- Accounts with nothing to credit come last, without a journal.
  journals := array(
    select row('interest/' || case when at_closing then 'closing/' || d.account || '/' || at_day
                 else extract(year from at_day) || '/' || d.account end
               || case when max(d.turn) > 1 then '/' || max(d.turn) else '' end,
             array_agg(d))::interest_journal
      from interest_due(p_center, p_first, p_last, p_terms) d
     group by d.account
     order by bool_and(d.interest = 0 and d.rolled = 0), d.account);
  ids := array(
    select m.journal from ledger_post_set(p_center, head, array(
      select row(e.key, e.lines)::ledger_entry
        from (select j.key, interest_lines(j.dues) as lines from unnest(journals) j) e
       where cardinality(e.lines) > 1)) m);
  insert into settlement (account, source, settled_on, turn, closing, since, until, corrected,
      accumulation_carried, accumulation_current, earned, unsettled, interest, rolled, lines, terms,
      journal)
    select d.account, d.source, at_day, d.turn, at_closing, d.since, d.until, d.corrected,
           d.accumulation_carried, d.accumulation_current, d.earned, d.unsettled, d.interest,
           d.rolled, d.lines, terms_id, case when d.interest <> 0 or d.rolled <> 0 then j.id end
      from unnest(journals, ids) j (key, dues, id), unnest(j.dues) d;

  select coalesce(sum(d.interest), 0)::numeric(18, 2) into total
    from unnest(journals) j, unnest(j.dues) d;
  if total <> 0 then
    perform ledger_post(p_center, jsonb_build_array((head - 'endOfDay') || jsonb_build_object(
      'kind', 'interest-charge', 'key', p_entry->>'charge', 'lines', jsonb_build_array(
        jsonb_build_object('book', 'result', 'amount', (-total)::text),
        jsonb_build_object('book', 'interest-payable', 'amount', total::text)))));
  end if;

  come_to := interest_digest(
    array(select s from interest_settled(p_first, p_last, at_day, at_closing) s));
  if come_to <> p_expected then
    raise exception 'it does not come to what was previewed' using errcode = 'AJ426';
  end if;
  return query select cardinality(journals), total, come_to;
end
$$;

revoke execute on function interest_cents, interest_sums, interest_reckon, interest_due,
  interest_settled, interest_digest, interest_lines, interest_settle from public;
grant execute on function interest_cents, interest_sums, interest_reckon, interest_due,
  interest_settled, interest_digest to anju_app, anju_api;
grant execute on function interest_settle to anju_app;

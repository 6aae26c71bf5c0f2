-- Interest of deposits (存款计息), set-based: the twin of src/policy/deposit-interest.ts. No clock:
-- days and rates are arguments. `p_rates`: [{since, carried, current}], yearly, in the order of days.

-- What would be settled; the columns mean what those of `settlement` do. `held_`: the balance now;
-- `covered`: a rate is in force on every day that is counted.
create type interest_due as (
  account text, source text, since date, until date, corrected boolean,
  accumulation_carried numeric, accumulation_current numeric, earned numeric, unsettled numeric,
  interest numeric, rolled numeric, lines bigint, turn integer,
  held_carried numeric, held_current numeric, held_lines bigint, covered boolean);

-- Half up to the cent, exactly: a quotient that was cut first could fall on the wrong side.
create function interest_cents(p_earned numeric, p_divisor integer) returns numeric
  language sql immutable as $$
  select round(sign(p_earned) * div(abs(p_earned) * 200 + p_divisor, 2 * p_divisor) / 100, 2)
$$;

-- Interest of the sub-ledgers of a center's accounts from `p_first` through `p_last`, up to `p_until`
-- (not counted), since the last settlement or the first line.
--
-- A line of amount a that counts from day d adds a x (days from d to the end) to the accumulation,
-- whatever its order among the lines of its day; each stretch of one rate is summed apart (分段计息).
-- What a sub-ledger held when the period began is what it holds now without what counted since:
-- what it holds now counts for all days, and a line since then for its days less all.
-- Lines of days settled before that came in since are found by their number; the sub-ledger is then
-- read from its beginning, and what was settled is taken off.
create function interest_reckon(p_center text, p_first text, p_last text, p_until date,
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
           and not exists (select from journal r where r.reverses = s.journal)
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
                    - greatest(g.since, f.at)) - d.days)), 0) as carried_days,
                  s.current * d.days + coalesce(sum(p.current * (greatest(0, g.until
                    - greatest(g.since, f.at)) - d.days)), 0) as current_days
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

-- What a settlement would credit, without what is settled up to that day or beyond. `p_terms`:
-- {settledOn, until, closing, rates, divisor}.
--
-- Everything of 当年归集 through the day of a yearly settlement is rolled over. What was credited of
-- later days is not; what was taken out later was taken from the old money first.
create function interest_due(p_center text, p_first text, p_last text, p_terms jsonb)
  returns setof interest_due language sql stable rows 5000 as $$
  select r.account, r.source, r.since, r.until, r.corrected, r.accumulation_carried,
         r.accumulation_current, r.earned,
         case when r.interest < -(r.held_carried + o.rolled)
              then r.earned + (r.held_carried + o.rolled) * (p_terms->>'divisor')::integer
              else 0 end,
         greatest(r.interest, -(r.held_carried + o.rolled)), o.rolled, r.lines,
         1 + (select coalesce(max(t.turn), 0) from settlement t
               where t.account = r.account and t.settled_on = (p_terms->>'settledOn')::date),
         r.held_carried, r.held_current, r.held_lines, r.covered
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
         null::numeric, null::numeric, null::bigint, true
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
-- `p_entry`: {by, charge, run?, caseId?}; with `p_expected`, only when it comes to what was previewed.
create function interest_settle(p_center text, p_first text, p_last text, p_terms jsonb,
  p_entry jsonb, p_expected text)
  returns table (fresh integer, interest numeric, digest text) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  at_day date := (p_terms->>'settledOn')::date;
  at_closing boolean := (p_terms->>'closing')::boolean;
  key_head text := 'interest/' || case when at_closing then 'closing' else left(at_day::text, 4) end;
  terms_id integer;
  all_covered boolean;
  accounts integer;
  total numeric;
  come_to text;
begin
  perform 1 from account where number between p_first and p_last and center = p_center
    order by number for no key update;
  insert into interest_terms (rates, divisor)
    values (p_terms->'rates', (p_terms->>'divisor')::integer) on conflict do nothing;
  select t.id into terms_id from interest_terms t
   where t.rates = p_terms->'rates' and t.divisor = (p_terms->>'divisor')::integer;

  -- One statement, so that nothing is carried from one to the next; the trigger of `posting` proves
  -- it as a whole. An account with nothing to credit has rows and no journal.
  with entry as materialized (
    select d.account, max(d.turn) as turn, array_agg(d order by d.source) as dues,
           bool_and(d.covered) as covered, sum(d.interest) as interest, sum(d.rolled) as rolled,
           1 + count(*) filter (where d.interest <> 0 or d.rolled <> 0) as lines,
           case when bool_or(d.interest <> 0 or d.rolled <> 0)
                then nextval(pg_get_serial_sequence('journal', 'id')) end as journal
      from interest_due(p_center, p_first, p_last, p_terms) d
     group by d.account),
  put_journals as (
    insert into journal (id, center, key, kind, value_date, case_id, run, recorded_by, lines, digest)
      overriding system value
      select e.journal, p_center,
             key_head || '/' || e.account || case when at_closing then '/' || at_day else '' end
               || case when e.turn > 1 then '/' || e.turn else '' end,
             'interest', at_day, (p_entry->>'caseId')::uuid, p_entry->>'run', p_entry->>'by',
             e.lines, sha256(convert_to(concat_ws('|', e.account, at_day, e.interest, e.rolled), 'UTF8'))
        from entry e where e.journal is not null),
  put_postings as (
    insert into posting (journal, line, center, book, account, source, value_date, amount, carried,
        current, end_of_day)
      select e.journal, 1, p_center, 'interest-payable', null, null, at_day, -e.interest, null, null,
             not at_closing
        from entry e where e.journal is not null
      union all
      select e.journal, 1 + d.n, p_center, 'personal', e.account, d.source, at_day, d.interest,
             d.interest + d.rolled, -d.rolled, not at_closing
        from entry e
        cross join lateral (
          select x.source, x.interest, x.rolled, row_number() over (order by x.source) as n
            from unnest(e.dues) x where x.interest <> 0 or x.rolled <> 0) d
       where e.journal is not null),
  put_settlements as (
    insert into settlement (account, source, settled_on, turn, closing, since, until, corrected,
        accumulation_carried, accumulation_current, earned, unsettled, interest, rolled, lines, terms,
        journal)
      select d.account, d.source, at_day, d.turn, at_closing, d.since, d.until, d.corrected,
             d.accumulation_carried, d.accumulation_current, d.earned, d.unsettled, d.interest,
             d.rolled, d.lines, terms_id, case when d.interest <> 0 or d.rolled <> 0 then e.journal end
        from entry e, unnest(e.dues) d)
  select count(*), coalesce(sum(e.interest), 0)::numeric(18, 2), coalesce(bool_and(e.covered), true),
         interest_digest(array(select d from entry x, unnest(x.dues) d)
           || array(select s from interest_settled(p_first, p_last, at_day, at_closing) s))
    into accounts, total, all_covered, come_to
    from entry e;

  if not all_covered then
    raise exception 'no rate is in force on a day that is counted' using errcode = 'AJ425';
  end if;
  if come_to <> p_expected then
    raise exception 'it does not come to what was previewed' using errcode = 'AJ426';
  end if;
  if total <> 0 then
    perform ledger_post(p_center, jsonb_build_array(p_entry - 'charge' || jsonb_build_object(
      'kind', 'interest-charge', 'key', p_entry->>'charge', 'valueDate', at_day,
      'lines', jsonb_build_array(
        jsonb_build_object('book', 'result', 'amount', (-total)::text),
        jsonb_build_object('book', 'interest-payable', 'amount', total::text)))));
  end if;
  return query select accounts, total, come_to;
end
$$;

revoke execute on function interest_cents, interest_reckon, interest_due,
  interest_settled, interest_digest, interest_settle from public;
grant execute on function interest_cents, interest_reckon, interest_due,
  interest_settled, interest_digest to anju_app, anju_api;
grant execute on function interest_settle to anju_app;

-- Of what a settlement writes, and of what proves it, each line is gone through once where it was gone
-- through several times.

create or replace function interest_settle(p_center text, p_first text, p_last text, p_terms jsonb,
  p_entry jsonb, p_expected text)
  returns table (fresh integer, interest numeric, digest text) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  at_day date := (p_terms->>'settledOn')::date;
  at_closing boolean := (p_terms->>'closing')::boolean;
  key_head text := 'interest/' || case when at_closing then 'closing' else left(at_day::text, 4) end;
  key_tail text := case when at_closing then '/' || at_day else '' end;
  by_whom text := p_entry->>'by';
  in_run text := p_entry->>'run';
  in_case uuid := (p_entry->>'caseId')::uuid;
  journals regclass := pg_get_serial_sequence('journal', 'id');
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
  -- Lines of an account are numbered: what is credited first. Its first line makes the journal.
  with reckoned as (
    select d.account collate "C" as account, d.source collate "C" as source, d.since, d.until,
           d.corrected, d.accumulation_carried, d.accumulation_current, d.earned, d.unsettled,
           d.interest, d.rolled, d.lines, d.turn, d.covered,
           d.interest <> 0 or d.rolled <> 0 as credited
      from interest_due(p_center, p_first, p_last, p_terms) d),
  due as materialized (
    select x.*, max(x.begins) over own as journal, sum(x.interest) over own as account_interest,
           sum(x.rolled) over own as account_rolled,
           count(*) filter (where x.credited) over own as credits
      -- One sorting serves both windows: a part named before would be kept and sorted anew.
      from (select n.*, case when n.n = 1 and n.credited then nextval(journals) end as begins
              from (select r.*, row_number() over (partition by r.account
                             order by r.credited desc, r.source) as n
                      from reckoned r) n) x
    window own as (partition by x.account)),
  put_journals as (
    insert into journal (id, center, key, kind, value_date, case_id, run, recorded_by, lines, digest)
      overriding system value
      select d.journal, p_center,
             key_head || '/' || d.account || key_tail
               || case when d.turn > 1 then '/' || d.turn else '' end,
             'interest', at_day, in_case, in_run, by_whom, 1 + d.credits,
             sha256(convert_to(
               concat_ws('|', d.account, at_day, d.account_interest, d.account_rolled), 'UTF8'))
        from due d where d.begins is not null),
  put_postings as (
    insert into posting (journal, line, center, book, account, source, value_date, amount, carried,
        current, end_of_day)
      select d.journal, 1, p_center, 'interest-payable', null, null, at_day, -d.account_interest,
             null, null, not at_closing
        from due d where d.begins is not null
      union all
      select d.journal, 1 + d.n, p_center, 'personal', d.account, d.source, at_day, d.interest,
             d.interest + d.rolled, -d.rolled, not at_closing
        from due d where d.credited),
  put_settlements as (
    insert into settlement (account, source, settled_on, turn, closing, since, until, corrected,
        accumulation_carried, accumulation_current, earned, unsettled, interest, rolled, lines, terms,
        journal)
      select d.account, d.source, at_day, d.turn, at_closing, d.since, d.until, d.corrected,
             d.accumulation_carried, d.accumulation_current, d.earned, d.unsettled, d.interest,
             d.rolled, d.lines, terms_id, case when d.credited then d.journal end
        from due d),
  listed as (
    select d.account, d.source,
           interest_digest_line(d.account, d.source, d.since, d.until, d.earned, d.interest, d.rolled)
             as line
      from due d
     union all
    select s.account collate "C", s.source collate "C",
           interest_digest_line(s.account, s.source, s.since, s.until, s.earned, s.interest, s.rolled)
      from interest_settled(p_first, p_last, at_day, at_closing) s)
  select count(*) filter (where d.n = 1), coalesce(sum(d.interest), 0)::numeric(18, 2),
         coalesce(bool_and(d.covered), true),
         (select encode(sha256(convert_to(coalesce(
                   string_agg(l.line, ';' order by l.account, l.source), ''), 'UTF8')), 'hex')
            from listed l)
    into accounts, total, all_covered, come_to
    from due d;

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

-- Kinds and centers are few: they are looked up by what there is of them, not for every journal.
create or replace function ledger_settle() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  whole record;
  touched text[];
  seen record;
  sums record;
  moved record;
begin
  select min(a.journal) filter (where j.id is null or a.total <> 0 or a.lines <> j.lines) as wrong,
         min(a.journal) as first, array_agg(distinct j.kind) as kinds,
         array_agg(distinct a.center) as centers
    into whole
    from (select journal, center, value_date, sum(amount) as total, count(*) as lines
            from added group by journal, center, value_date) a
    left join journal j on j.id = a.journal and j.center = a.center and j.value_date = a.value_date;
  if whole.wrong is null
     and (select count(*) from journal_kind where code = any (whole.kinds)) < cardinality(whole.kinds)
  then
    whole.wrong := whole.first;
  end if;
  if whole.wrong is not null then
    raise exception 'journal % does not balance or is not whole', whole.wrong using errcode = 'AJ420';
  end if;
  if (select count(*) from center where code = any (whole.centers)) < cardinality(whole.centers) then
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
         count(*) filter (where center = whole.centers[1]) as own
    into seen
    from (select state, posted, center from account where number = any (touched)
           order by number collate "C" for no key update) locked;
  if seen.found <> cardinality(touched) or seen.own <> cardinality(touched)
     or cardinality(whole.centers) > 1 then
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

-- Of interest payable there is a line for every account a year, and nobody looks it up by day but a
-- proof that found it broken.
drop index posting_book;
create index posting_book on posting (center, book, value_date)
  where account is null and book <> 'interest-payable';

select close_functions();

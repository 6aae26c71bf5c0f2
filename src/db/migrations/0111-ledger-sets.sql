-- The door of the ledger for whole sets of journals, and lines that count from the next day.

-- What the trigger proves for a whole statement need not be proved line by line: for a run these
-- references cost more than all the rest. Journals and books are never deleted, an account is held
-- by its balance.
alter table posting drop constraint posting_journal_fkey;
alter table posting drop constraint posting_book_fkey;
alter table posting drop constraint posting_account_fkey;
alter table journal drop constraint journal_reverses_key;
create unique index journal_reverses on journal (reverses) where reverses is not null;

-- Runs once for each statement that adds postings: journals are whole and balanced, balances follow,
-- nothing goes below zero or under a hold. The account's row is the lock: whoever moves its money,
-- places a hold on it or closes it takes that first, in the order of numbers.
create or replace function ledger_settle() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  wrong bigint;
  touched record;
  sub_ledgers bigint;
  moved bigint;
begin
  select a.journal into wrong
    from (select journal, sum(amount) as total, count(*) as lines, min(center) as low,
                 max(center) as high
            from added group by journal) a
    left join journal j on j.id = a.journal
   where j.id is null or a.total <> 0 or a.lines <> j.lines or a.low <> j.center
      or a.high <> j.center
   limit 1;
  if found then
    raise exception 'journal % does not balance, is not whole or is of another center', wrong
      using errcode = 'AJ420';
  end if;
  select a.journal into wrong from added a
   where not exists (select from book b where b.code = a.book) limit 1;
  if found then
    raise exception 'journal % names a book that is not kept', wrong using errcode = 'AJ420';
  end if;

  -- Locked in the order of numbers, then read as they are now.
  select coalesce(bool_or(x.state = 'closed'), false) as closed,
         coalesce(bool_or(x.center <> x.low or x.center <> x.high), false) as elsewhere,
         coalesce(bool_or(not x.posted), false) as first_time
    into touched
    from (select a.number, a.state, a.center, a.posted, p.low, p.high
            from (select account, min(center) as low, max(center) as high
                    from added where account is not null group by account) p
            join account a on a.number = p.account
           order by a.number for no key update of a) x;
  if touched.elsewhere then
    raise exception 'an account is of another center' using errcode = 'AJ420';
  end if;
  if touched.closed then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;

  with s as materialized (
    select account, source, sum(carried) as carried, sum(current) as current, count(*) as lines
      from added where account is not null group by account, source),
  u as (
    update balance b
       set carried = b.carried + s.carried, current = b.current + s.current,
           lines = b.lines + s.lines
      from s where b.account = s.account and b.source = s.source
    returning 1)
  select (select count(*) from s), (select count(*) from u) into sub_ledgers, moved;
  if moved < sub_ledgers then
    insert into balance (account, source, carried, current, lines)
      select a.account, a.source, sum(a.carried), sum(a.current), count(*)
        from added a
       where a.account is not null
         and not exists (select from balance b where b.account = a.account and b.source = a.source)
       group by a.account, a.source;
  end if;

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

  if touched.first_time then
    update account set posted = true
     where not posted and number in (select account from added where account is not null);
  end if;
  return null;
end
$$;

-- As before, and a line may say `endOfDay`.
create or replace function ledger_post(p_center text, p_journals jsonb)
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
      current, end_of_day)
    select id, line, p_center, book, account, source, value_date, amount,
           case when account is not null then part end,
           case when account is not null then amount - part end, end_of_day
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
                   coalesce((l.line->>'endOfDay')::boolean, false) as end_of_day,
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

-- As before; what takes back a line of a day's end counts from the next day, too.
create or replace function ledger_reverse(p_center text, p_journal bigint, p_request jsonb)
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

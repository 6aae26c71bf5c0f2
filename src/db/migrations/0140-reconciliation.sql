-- Daily reconciliation (银行对账): the bank's statement of a day beside our book 银行存款, line by
-- line. Whatever does not pair is a difference that somebody explains or posts; a day is closed when
-- none is left.

create table bank_day (
  center       text not null references center,
  day          date not null,
  state        text not null default 'open' check (state in ('open', 'closed')),
  version      integer not null default 1,
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  lines        integer not null check (lines >= 0),
  opening      numeric(18, 2) not null,
  received     numeric(18, 2) not null,
  paid         numeric(18, 2) not null,
  closing      numeric(18, 2) not null,
  fetched_at   timestamptz not null,
  run          text references run,
  book_opening numeric(18, 2),
  book_received numeric(18, 2),
  book_paid    numeric(18, 2),
  book_closing numeric(18, 2),
  closed_by    text,
  closed_at    timestamptz,
  primary key (center, day),
  check (opening + received - paid = closing),
  check (book_opening + book_received - book_paid = book_closing),
  check ((state = 'closed') = (closed_at is not null)),
  check ((closed_by is null) = (closed_at is null))
);
comment on table bank_day is 'Days of the deposit at the entrusted bank: what its statement says, and what our books say.';
comment on column bank_day.center is 'Whose deposit.';
comment on column bank_day.day is 'Which day (记账日期).';
comment on column bank_day.state is 'open 未关账, closed 已关账.';
comment on column bank_day.version is 'Grows with every change.';
comment on column bank_day.sha256 is 'SHA-256 of the statement file, as the bank told it and as it was received.';
comment on column bank_day.lines is 'Lines of the statement.';
comment on column bank_day.opening is 'Balance at the bank when the day began (期初余额), yuan.';
comment on column bank_day.received is 'What came in at the bank, yuan.';
comment on column bank_day.paid is 'What went out at the bank, yuan.';
comment on column bank_day.closing is 'Balance at the bank when the day ended (期末余额), yuan.';
comment on column bank_day.fetched_at is 'When the statement was fetched.';
comment on column bank_day.run is 'The run that compared it last; null: not compared yet.';
comment on column bank_day.book_opening is 'Our book 银行存款 when the day began, yuan; as it was compared last.';
comment on column bank_day.book_received is 'What came in by our book, yuan.';
comment on column bank_day.book_paid is 'What went out by our book, yuan.';
comment on column bank_day.book_closing is 'Our book 银行存款 when the day ended, yuan.';
comment on column bank_day.closed_by is 'Who closed it.';
comment on column bank_day.closed_at is 'When.';

-- Names, account numbers and texts of the other side stay at the bank: the serial number leads there.
create table bank_line (
  center       text not null,
  day          date not null,
  n            integer not null check (n > 0),
  serial       text not null,
  key          text,
  amount       numeric(18, 2) not null check (amount <> 0),
  balance      numeric(18, 2) not null,
  virtual_account text,
  state        text not null default 'open'
    check (state in ('open', 'matched', 'missing-here', 'amount-differs')),
  journals     bigint[] not null default '{}',
  primary key (center, day, n),
  foreign key (center, day) references bank_day
);
create index bank_line_serial on bank_line (center, serial);
comment on table bank_line is 'Lines of the bank''s statements, without what they tell of persons.';
comment on column bank_line.center is 'Whose deposit.';
comment on column bank_line.day is 'Of which day''s statement.';
comment on column bank_line.n is 'Its place there.';
comment on column bank_line.serial is 'The bank''s serial number (银行流水号).';
comment on column bank_line.key is 'Key of our instruction (业务编号); null: the money moved without one.';
comment on column bank_line.amount is 'Yuan: what came in is positive, what went out negative.';
comment on column bank_line.balance is 'Balance at the bank after it, yuan.';
comment on column bank_line.virtual_account is 'Virtual account it was paid to (虚拟户号); null: none.';
comment on column bank_line.state is 'open 未核对, matched 相符, missing-here 我方未记, amount-differs 金额不符.';
comment on column bank_line.journals is 'Our journals it was paired with.';

create table bank_difference (
  id           uuid primary key default gen_random_uuid(),
  center       text not null,
  day          date not null,
  kind         text not null
    check (kind in ('missing-here', 'missing-there', 'amount-differs', 'opening-differs')),
  subject      text not null,
  line         integer,
  serial       text,
  key          text,
  journals     bigint[] not null default '{}',
  bank         numeric(18, 2) not null,
  ours         numeric(18, 2) not null,
  amount       numeric(18, 2) generated always as (bank - ours) stored check (amount <> 0),
  proposal     jsonb,
  state        text not null default 'open'
    check (state in ('open', 'explained', 'proposed', 'posted', 'gone')),
  version      integer not null default 1,
  found_by     text not null references run,
  reason       text check (reason ~ '^[a-z][a-z-]*$'),
  note         text check (length(note) <= 200),
  proposed_by  text,
  proposed_at  timestamptz,
  settled_by   text,
  settled_at   timestamptz,
  gone_on      date,
  posted       bigint[] not null default '{}',
  unique (center, day, kind, subject),
  foreign key (center, day) references bank_day,
  check ((state = 'explained') = (reason is not null)),
  check (state <> 'proposed' or proposed_by is not null),
  check (state <> 'posted' or settled_by <> proposed_by)
);
create index bank_difference_left on bank_difference (center, day)
  where state in ('open', 'explained', 'proposed');
comment on table bank_difference is 'Differences (差异, 未达账项) between the bank''s statement and our book.';
comment on column bank_difference.id is 'Opaque id.';
comment on column bank_difference.center is 'Whose.';
comment on column bank_difference.day is 'Of which day.';
comment on column bank_difference.kind is 'missing-here 银行已记我方未记, missing-there 我方已记银行未记, amount-differs 金额不符, opening-differs 期初余额不符.';
comment on column bank_difference.subject is 'Which line of the statement, or which journal: once a day.';
comment on column bank_difference.line is 'Place of the line in the statement; null: it has none.';
comment on column bank_difference.serial is 'The bank''s serial number; null: it has none.';
comment on column bank_difference.key is 'Key of our instruction; null: none.';
comment on column bank_difference.journals is 'Our journals.';
comment on column bank_difference.bank is 'Yuan by the bank.';
comment on column bank_difference.ours is 'Yuan by our book.';
comment on column bank_difference.amount is 'What the bank has more than our book, yuan.';
comment on column bank_difference.proposal is 'Proposed posting: {reverse: [journal], receipt: yuan}; null: none can be proposed.';
comment on column bank_difference.state is 'open 待处理, explained 已说明, proposed 待复核记账, posted 已记账, gone 已相符.';
comment on column bank_difference.version is 'Grows with every change.';
comment on column bank_difference.found_by is 'The run that found it last.';
comment on column bank_difference.reason is 'Why it is explained: code of src/cases/bank-differences.ts.';
comment on column bank_difference.note is 'Words to it; about money, never about a person.';
comment on column bank_difference.proposed_by is 'Who wants the proposed posting.';
comment on column bank_difference.proposed_at is 'When.';
comment on column bank_difference.settled_by is 'Who explained it or confirmed the posting, or system.';
comment on column bank_difference.settled_at is 'When.';
comment on column bank_difference.gone_on is 'The later day whose statement or book brought what was missing; null: its own day did.';
comment on column bank_difference.posted is 'The journals posted for it.';

-- What a day's statement and book come to, line by line. A journal pairs with a line by the bank's
-- serial number in its document, else by the key of the instruction; several journals may stand for
-- one line. What an earlier day is still missing pairs with this day's, where the amounts are equal.
create function bank_match(p_center text, p_day date)
  returns table (subject text, line integer, serial text, key text, journals bigint[],
    bank numeric, ours numeric, outcome text, settles uuid)
  language sql stable set search_path = public, pg_temp as $$
with since as (
  -- Days without a statement of their own are compared with the next one.
  select coalesce((select max(d.day) + 1 from bank_day d where d.center = p_center and d.day < p_day),
                  p_day) as day,
         not exists (select from bank_day d where d.center = p_center and d.day < p_day) as first),
booked as (
  select p.journal, coalesce(j.document, o.document) as document, coalesce(o.key, j.key) as key,
         sum(-p.amount) as amount
    from since, posting p join journal j on j.id = p.journal left join journal o on o.id = j.reverses
   where p.center = p_center and p.book = 'bank' and p.account is null
     and p.value_date between since.day and p_day
     and not (since.first and coalesce(o.kind, j.kind) = 'takeover')
   group by p.journal, coalesce(j.document, o.document), coalesce(o.key, j.key)),
listed as (
  select l.n, l.serial, l.key, l.amount,
         row_number() over (partition by l.serial order by l.n) as nth,
         row_number() over (partition by l.key order by l.n) as nth_key
    from bank_line l where l.center = p_center and l.day = p_day),
paired as (
  select b.*, coalesce(s.n, d.n, k.n) as n
    from booked b
    left join listed s on s.serial = b.document and s.nth = 1
    left join listed d on d.key = b.document and d.nth_key = 1
    left join listed k on k.key = b.key and k.nth_key = 1),
lines as (
  select l.*, array_remove(array_agg(p.journal order by p.journal), null) as journals,
         coalesce(sum(p.amount), 0) as ours
    from listed l left join paired p on p.n = l.n
   group by l.n, l.serial, l.key, l.amount, l.nth, l.nth_key),
rest as (
  select coalesce(p.document, p.key) as reference, array_agg(p.journal order by p.journal) as journals,
         sum(p.amount) as ours
    from paired p where p.n is null group by coalesce(p.document, p.key)),
-- What earlier days are missing, and what this day settled of it when it was compared before.
carried as (
  select d.* from bank_difference d
   where d.center = p_center and d.day < p_day and d.kind in ('missing-here', 'missing-there')
     and (d.state in ('open', 'explained', 'proposed') or d.state = 'gone' and d.gone_on = p_day)),
line_late as (
  select distinct on (l.n) l.n, c.id, c.journals
    from lines l join carried c on c.kind = 'missing-there' and c.ours = l.amount
      join journal j on j.id = c.journals[1] and (j.document in (l.serial, l.key) or j.key = l.key)
   where l.ours = 0 and cardinality(l.journals) = 0 and l.nth = 1 order by l.n, c.day, c.id),
book_late as (
  select distinct on (r.reference) r.reference, c.id, c.serial, c.key, c.line, c.day
    from rest r join carried c on c.kind = 'missing-here' and c.bank = r.ours
     and r.reference in (c.serial, c.key)
   order by r.reference, c.day, c.id)
select 'line/' || l.n, l.n, l.serial, l.key,
       coalesce(t.journals, l.journals), l.amount, case when t.id is null then l.ours else l.amount end,
       case when t.id is not null then 'matched-late' when l.ours = l.amount then 'matched'
            when cardinality(l.journals) = 0 then 'missing-here' else 'amount-differs' end, t.id
  from lines l left join line_late t on t.n = l.n
union all
select 'journal/' || r.journals[1], null, t.serial, t.key, r.journals,
       case when t.id is null then 0 else r.ours end, r.ours,
       case when t.id is not null then 'matched-late' when r.ours = 0 then 'taken-back'
            else 'missing-there' end, t.id
  from rest r left join book_late t on t.reference = r.reference
$$;
comment on function bank_match is 'Pairs a day''s statement with our book.';

-- What the bank had when the day began and no statement or book explains.
create function bank_opening_gap(p_center text, p_day date) returns numeric
  language sql stable set search_path = public, pg_temp as $$
  select d.opening - coalesce(
      (select b.closing from bank_day b where b.center = p_center and b.day < p_day
        order by b.day desc limit 1),
      (select coalesce(sum(-p.amount), 0) from posting p join journal j on j.id = p.journal
          left join journal o on o.id = j.reverses
        where p.center = p_center and p.book = 'bank' and p.account is null
          and (p.value_date < p_day
            or p.value_date = p_day and coalesce(o.kind, j.kind) = 'takeover')))
    from bank_day d where d.center = p_center and d.day = p_day
$$;

-- What may be posted so that a difference is none any more; null: that is for a person to find out.
-- A line with our own key waits for the result of its instruction, which posts it.
create function bank_proposal(p_outcome text, p_key text, p_journals bigint[], p_bank numeric,
  p_ours numeric) returns jsonb language sql stable set search_path = public, pg_temp as $$
  with standing as (
    select array_agg(j.id order by j.id) as journals from journal j
     where j.id = any (p_journals) and j.kind <> 'reversal'
       and not exists (select from journal r where r.reverses = j.id)),
  last as (
    select s.journals[cardinality(s.journals)] as journal,
           p_ours - (select sum(-p.amount) from posting p where p.book = 'bank'
                       and p.journal = s.journals[cardinality(s.journals)]) as rest
      from standing s)
  select case
    when p_outcome = 'missing-here' and p_bank > 0 and p_key is null
      then jsonb_build_object('reverse', '[]'::jsonb, 'receipt', p_bank::text)
    when p_outcome = 'missing-there' and s.journals is not null
      then jsonb_build_object('reverse', to_jsonb(s.journals), 'receipt', null)
    when p_outcome = 'amount-differs' and p_bank > 0 and p_bank > p_ours
      then jsonb_build_object('reverse', '[]'::jsonb, 'receipt', (p_bank - p_ours)::text)
    when p_outcome = 'amount-differs' and l.rest = p_bank
      then jsonb_build_object('reverse', jsonb_build_array(l.journal), 'receipt', null)
    when p_outcome = 'amount-differs' and p_bank > 0 and l.rest >= 0 and p_bank > l.rest
      then jsonb_build_object('reverse', jsonb_build_array(l.journal), 'receipt', (p_bank - l.rest)::text)
  end from standing s, last l
$$;

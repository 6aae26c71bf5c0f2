-- The ledger: double entry, append-only, balanced by the database itself. Amounts are signed:
-- a credit (贷) is positive, a debit (借) negative, so that what a person has is the plain sum.

create table book (
  code         text primary key check (code ~ '^[a-z][a-z-]*$'),
  title        text not null,
  side         text not null check (side in ('asset', 'liability', 'result')),
  note         text not null
);
insert into book (code, title, side, note) values
  ('personal', '住房公积金', 'liability', '个人账户，按来源分设明细。'),
  ('bank', '银行存款', 'asset', '中心在受托银行的存款专户。'),
  ('suspense', '暂收款', 'liability', '已到账、尚不知归属的资金。'),
  ('in-payment', '应付提取款', 'liability', '已从个人账户支出、银行尚未回报付讫的资金。'),
  ('interest-payable', '应付利息', 'liability', '已计提、尚未记入个人账户的利息。'),
  ('subsidy-fund', '缴存补贴资金', 'liability', '财政拨入、用于缴存补贴的资金。'),
  ('receivable', '应收个人款', 'asset', '付出后被银行收回的款项，须向个人追回。'),
  ('result', '业务收支', 'result', '利息支出和不能归还的款项。');
comment on table book is 'Chart of accounts (会计科目) of a center; sub-ledgers of persons are told apart by account and source.';
comment on column book.code is 'Its word in the code.';
comment on column book.title is 'Name (科目名称).';
comment on column book.side is 'asset 资产 (a debit adds), liability 负债 (a credit adds), result 损益.';
comment on column book.note is 'What stands in it.';

create table journal_kind (
  code         text primary key check (code ~ '^[a-z][a-z-]*$'),
  title        text not null,
  business     text not null check (business ~ '^\d{2}$'),
  heeds_holds  boolean not null,
  takes_current_first boolean not null default false,
  note         text not null
);
insert into journal_kind (code, title, business, heeds_holds, takes_current_first, note) values
  ('takeover', '期初建账', '99', false, false, '由原系统转入的余额：借银行存款，贷住房公积金。'),
  ('contribution', '汇缴', '01', false, false, '按约定缴存：借银行存款，贷住房公积金（灵活就业）。'),
  ('receipt', '到账待查', '99', false, false, '不知归属的来款：借银行存款，贷暂收款。'),
  ('assignment', '来款认领', '01', false, false, '暂收款归入账户：借暂收款，贷住房公积金。'),
  ('return', '退回来款', '99', false, false, '暂收款退回付款人：借暂收款，贷银行存款。'),
  ('subsidy', '缴存补贴', '99', false, false, '补贴记入账户：借缴存补贴资金，贷住房公积金（补贴）。'),
  ('interest', '年终结息', '09', false, false, '利息转入本金并结转：借应付利息，贷住房公积金。'),
  ('interest-charge', '计提利息', '99', false, false, '借业务收支，贷应付利息。'),
  ('reserve', '提取待付', '11', true, false, '提取、销户先转待付：借住房公积金，贷应付提取款。'),
  ('payment', '提取付讫', '11', false, false, '银行回报付讫：借应付提取款，贷银行存款。'),
  ('release', '待付退回', '11', false, false, '银行回报未付：借应付提取款，贷住房公积金。'),
  ('deduction', '依法扣划', '11', false, false, '法院等依法扣划：借住房公积金，贷应付提取款；不受冻结限制。'),
  ('reclassification', '来源更正', '06', false, false, '同一账户内来源之间的更正。'),
  ('recall', '银行收回', '99', false, false, '银行收回已入账的扣款，余额不足部分记应收个人款。'),
  ('recovery', '追回款项', '99', false, false, '个人归还：借银行存款，贷应收个人款。'),
  ('reversal', '冲账', '99', false, true, '原分录反向记账（JGJ/T 320 A.9 冲账标识02）。');
comment on table journal_kind is 'Kinds of journals (业务类型), each documented with its entries in docs/ledger.md.';
comment on column journal_kind.code is 'Its word in the code.';
comment on column journal_kind.title is 'Name on statements.';
comment on column journal_kind.business is 'JGJ/T 320 A.5 归集和提取业务类型.';
comment on column journal_kind.heeds_holds is 'true: a debit of a person takes no more than what no hold covers.';
comment on column journal_kind.takes_current_first is 'true: a debit takes 当年归集 before 上年结转; else the other way round.';
comment on column journal_kind.note is 'Its entries, in words.';

create table journal (
  id           bigint generated always as identity primary key,
  center       text not null references center,
  key          text not null check (length(key) between 1 and 200),
  kind         text not null,
  value_date   date not null,
  recorded_at  timestamptz not null default clock_timestamp(),
  case_id      uuid,
  run          text,
  reverses     bigint references journal,
  document     text,
  recorded_by  text not null,
  lines        integer not null check (lines >= 2),
  digest       bytea not null,
  unique (center, key),
  check ((kind = 'reversal') = (reverses is not null))
);
-- Most journals take nothing back.
create unique index journal_reverses on journal (reverses) where reverses is not null;
create index journal_case on journal (case_id) where case_id is not null;
create index journal_run on journal (run) where run is not null;
comment on table journal is 'Journals (记账凭证): one business fact each, never changed; a correction is another journal.';
comment on column journal.id is 'Running number (凭证号).';
comment on column journal.center is 'Whose books.';
comment on column journal.key is 'Business key: the fact, the case or run, the account. The same key is the same journal.';
comment on column journal.kind is 'What happened (业务类型).';
comment on column journal.value_date is 'The day from which it counts (记账日期): the day the money moved.';
comment on column journal.recorded_at is 'When it was written down.';
comment on column journal.case_id is 'The case it belongs to; null: none.';
comment on column journal.run is 'The run it belongs to; null: none.';
comment on column journal.reverses is 'The journal it takes back (JGJ/T 320 A.9 冲账标识: null 01 非冲账, else 02 冲账).';
comment on column journal.document is 'Number of the document it rests on; null: the case or run tells.';
comment on column journal.recorded_by is 'Who recorded it: a staff id or a process.';
comment on column journal.lines is 'How many postings it has.';
comment on column journal.digest is 'SHA-256 of what was asked: the same key with other content is refused.';

-- That journal, kind and account exist is looked at for all rows of a statement at once, by the
-- trigger that balances them: a foreign key would look at every row by itself.
create table posting (
  journal      bigint not null,
  line         integer not null check (line > 0),
  center       text not null,
  book         text not null check (book in ('personal', 'bank', 'suspense', 'in-payment',
                 'interest-payable', 'subsidy-fund', 'receivable', 'result')),
  account      text,
  source       text check (source in ('unit', 'flexible', 'subsidy', 'unclassified')),
  value_date   date not null,
  amount       numeric(18, 2) not null,
  carried      numeric(18, 2),
  current      numeric(18, 2),
  end_of_day   boolean not null default false,
  primary key (journal, line),
  check ((book = 'personal') = (account is not null)),
  check ((account is null) = (source is null)),
  check ((account is null) = (carried is null) and (carried is null) = (current is null)),
  check (carried is null or carried + current = amount),
  check (amount <> 0 or carried <> 0)
);
-- All that interest and statements read of an account lies side by side, in the order of days.
create index posting_account on posting (account, value_date, journal)
  include (source, carried, current, end_of_day) where account is not null;
create index posting_book on posting (center, book, value_date) where account is null;
comment on table posting is 'Lines of journals (分录, JGJ/T 320-2014 5.0.5 个人业务明细); the lines of a journal sum to zero.';
comment on column posting.journal is 'Of which journal.';
comment on column posting.line is 'Its place there.';
comment on column posting.center is 'Whose books, as in the journal.';
comment on column posting.book is 'Which account of the chart.';
comment on column posting.account is 'The personal account (个人账号); null: a book of the center.';
comment on column posting.source is 'Sub-ledger: unit 单位缴存, flexible 灵活就业缴存, subsidy 补贴, unclassified 来源待定.';
comment on column posting.value_date is 'As in the journal.';
comment on column posting.amount is 'Amount (发生额) in yuan: credit positive, debit negative.';
comment on column posting.carried is 'Part of it in 上年结转 (上年结转发生额).';
comment on column posting.current is 'Part of it in 当年归集 (当年归集发生额).';
comment on column posting.end_of_day is 'true: it happened when its day had ended and counts from the next (年终结息), as does its reversal.';

create trigger append_only before update or delete on journal
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on journal
  for each statement execute function refuse_change();
create trigger append_only before update or delete on posting
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on posting
  for each statement execute function refuse_change();

-- A balance is what its postings sum to: nobody writes it but the trigger below.
alter table balance drop constraint balance_source_check;
alter table balance add constraint balance_source_check
  check (source in ('unit', 'flexible', 'subsidy', 'unclassified'));
alter table balance add column carried numeric(18, 2) not null default 0;
alter table balance add column current numeric(18, 2) not null default 0;
alter table balance add column lines bigint not null default 0;
update balance set carried = amount;
alter table balance drop column amount;
alter table balance add column amount numeric(18, 2) generated always as (carried + current) stored;
alter table balance add constraint balance_not_below_zero check (carried >= 0 and current >= 0);
comment on column balance.source is 'unit 单位缴存, flexible 灵活就业缴存, subsidy 补贴, unclassified 来源待定.';
comment on column balance.carried is 'Of it 上年结转余额.';
comment on column balance.current is 'Of it 当年归集余额.';
comment on column balance.lines is 'How many postings it is the sum of.';
comment on column balance.amount is 'Balance (个人账户余额) in yuan.';

create table hold (
  id           uuid primary key,
  account      text not null references account,
  kind         text not null check (kind in ('court', 'loan-security', 'ban', 'transfer', 'dispute')),
  amount       numeric(18, 2) check (amount > 0),
  document     text not null check (document <> ''),
  placed_on    date not null,
  until        date,
  placed_by    text not null,
  released_on  date,
  released_by  text,
  release_document text,
  check ((released_on is null) = (released_by is null)),
  check ((released_on is null) = (release_document is null)),
  check (until is null or until >= placed_on)
);
create index hold_in_force on hold (account) where released_on is null;
comment on table hold is 'Holds (冻结, JGJ/T 320 A.5 14 冻结 and 15 解冻): an attribute of its own beside the state of the account. A hold may exceed the balance and then catches later money.';
comment on column hold.id is 'Opaque id.';
comment on column hold.account is 'On which account.';
comment on column hold.kind is 'Why: court 司法冻结, loan-security 贷款担保, ban 骗提惩戒, transfer 转移在途, dispute 争议.';
comment on column hold.amount is 'How much, in yuan; null: the whole account (只收不付).';
comment on column hold.document is 'Number of the document that orders it.';
comment on column hold.placed_on is 'First day.';
comment on column hold.until is 'Last day ordered; null: until released. It ends by a release, never by itself.';
comment on column hold.placed_by is 'Who recorded it.';
comment on column hold.released_on is 'Day of the release; null: in force.';
comment on column hold.released_by is 'Who recorded the release.';
comment on column hold.release_document is 'Number of the document that releases it.';

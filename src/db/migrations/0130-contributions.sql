-- Contributions (缴存): what is due, what the bank was told to debit, which months are paid.

alter table plan add column district text check (district ~ '^\d{6}$');
comment on column plan.district is 'District (区县) whose limits the amount was agreed by; null: those of the whole center.';

create table contribution_due (
  account      text not null references account,
  covers_from  text not null check (covers_from ~ '^\d{4}-\d{2}$'),
  covers_to    text not null check (covers_to ~ '^\d{4}-\d{2}$'),
  months       integer not null check (months > 0),
  amount       numeric(18, 2) not null check (amount > 0),
  agreement    uuid not null references agreement,
  due_on       date not null,
  grace_until  date not null,
  attempts_max integer not null check (attempts_max > 0),
  state        text not null default 'open' check (state in ('open', 'paid', 'missed', 'void')),
  attempts     integer not null default 0,
  next_on      date,
  last_outcome text check (last_outcome ~ '^[a-z][a-z-]*$'),
  settled_on   date,
  primary key (account, covers_from),
  check (covers_to >= covers_from),
  check ((state = 'open') = (settled_on is null))
);
create index contribution_due_open on contribution_due (next_on) where state = 'open';
comment on table contribution_due is 'What an account owes for a cycle (应缴), from its debit day on.';
comment on column contribution_due.account is 'Whose.';
comment on column contribution_due.covers_from is 'First month of it (缴存所属期).';
comment on column contribution_due.covers_to is 'Last month of it.';
comment on column contribution_due.months is 'How many months.';
comment on column contribution_due.amount is 'Yuan for all of them.';
comment on column contribution_due.agreement is 'The agreement it rests on.';
comment on column contribution_due.due_on is 'The debit day.';
comment on column contribution_due.grace_until is 'Last day on which it is debited: the end of its month.';
comment on column contribution_due.attempts_max is 'How often it is debited at most, by the agreement.';
comment on column contribution_due.state is 'open 待缴, paid 已缴, missed 欠缴, void 作废.';
comment on column contribution_due.attempts is 'How often the bank was told to debit it.';
comment on column contribution_due.next_on is 'First day of the next debit; null: none comes.';
comment on column contribution_due.last_outcome is 'What became of the last debit: a code.';
comment on column contribution_due.settled_on is 'When it was paid, missed or void.';

create table debit (
  key          text primary key check (length(key) between 1 and 200),
  center       text not null references center,
  account      text not null references account,
  covers_from  text not null,
  attempt      integer not null check (attempt > 0),
  mandate      uuid not null references mandate,
  amount       numeric(18, 2) not null check (amount > 0),
  run          text not null references run,
  n            integer not null,
  batch        integer not null,
  state        text not null default 'planned'
    check (state in ('planned', 'sent', 'paid', 'refused', 'to-suspense', 'returned')),
  outcome      text check (outcome ~ '^[a-z][a-z-]*$'),
  serial       text,
  moved        numeric(18, 2),
  booked_on    date,
  journal      bigint references journal,
  unique (account, covers_from, attempt),
  foreign key (account, covers_from) references contribution_due,
  foreign key (run, n) references run_item
);
create index debit_run on debit (run, batch);
create index debit_sent on debit (center) where state = 'sent';
-- A due is with the bank at most once at a time.
create unique index debit_under_way on debit (account, covers_from) where state in ('planned', 'sent');
comment on table debit is 'What the bank was told to debit (扣款指令), each once under its key.';
comment on column debit.key is 'Key of the instruction at the bank: debit/{account}/{first month}/{attempt}.';
comment on column debit.center is 'Whose.';
comment on column debit.account is 'For which account.';
comment on column debit.covers_from is 'First month of the due.';
comment on column debit.attempt is 'Which attempt at it.';
comment on column debit.mandate is 'The mandate it uses.';
comment on column debit.amount is 'Yuan.';
comment on column debit.run is 'The run that sent it.';
comment on column debit.n is 'Its item there.';
comment on column debit.batch is 'In which batch of the run.';
comment on column debit.state is 'planned 未发, sent 已发, paid 已入账, refused 被拒, to-suspense 入暂收, returned 已收回.';
comment on column debit.outcome is 'A code: the bank''s refusal, or why the money went to suspense.';
comment on column debit.serial is 'The bank''s number of the line in its statement.';
comment on column debit.moved is 'What the bank says moved.';
comment on column debit.booked_on is 'The bank''s day.';
comment on column debit.journal is 'The journal it became.';

create table debit_batch (
  run          text not null references run,
  batch        integer not null,
  may_have_left boolean not null default false,
  delivered    boolean not null default false,
  primary key (run, batch)
);
comment on table debit_batch is 'Batches of debits on their way to the bank.';
comment on column debit_batch.run is 'Of which run.';
comment on column debit_batch.batch is 'Its number there.';
comment on column debit_batch.may_have_left is 'Written before it is sent: from then on the bank is asked first.';
comment on column debit_batch.delivered is 'The bank has all of it.';

create table contribution (
  account      text not null references account,
  month        text not null check (month ~ '^\d{4}-\d{2}$'),
  amount       numeric(18, 2) not null check (amount > 0),
  journal      bigint not null references journal,
  paid_on      date not null,
  taken_back   bigint references journal,
  primary key (account, month, journal)
);
create unique index contribution_month on contribution (account, month) where taken_back is null;
create index contribution_journal on contribution (journal);
comment on table contribution is 'Months paid (缴存月份): of a month one counts, whatever came in.';
comment on column contribution.account is 'Whose.';
comment on column contribution.month is 'The month.';
comment on column contribution.amount is 'Yuan of it.';
comment on column contribution.journal is 'The journal that credited it.';
comment on column contribution.paid_on is 'Value date.';
comment on column contribution.taken_back is 'The journal that took it back; null: it counts.';

create table bank_cursor (
  center       text not null references center,
  list         text not null check (list in ('results', 'incoming')),
  cursor       text not null,
  primary key (center, list)
);
comment on table bank_cursor is 'Up to where the bank''s lists were read.';
comment on column bank_cursor.center is 'Whose.';
comment on column bank_cursor.list is 'results 指令回报, incoming 来款.';
comment on column bank_cursor.cursor is 'The bank''s cursor.';

create table suspense_item (
  id           uuid primary key default gen_random_uuid(),
  center       text not null references center,
  serial       text not null,
  amount       numeric(18, 2) not null check (amount > 0),
  received_on  date not null,
  cause        text not null check (cause ~ '^[a-z][a-z-]*$'),
  account      text references account,
  journal      bigint not null references journal,
  note         sealed,
  state        text not null default 'open' check (state in ('open', 'assigned', 'returned')),
  settled_by   text,
  settled_at   timestamptz,
  settled_journal bigint references journal,
  version      integer not null default 1,
  unique (center, serial),
  check ((state = 'open') = (settled_journal is null))
);
create index suspense_open on suspense_item (center, received_on, id) where state = 'open';
comment on table suspense_item is 'Money that came in and belongs to nobody yet (暂收款): each is assigned or returned.';
comment on column suspense_item.id is 'Opaque id.';
comment on column suspense_item.center is 'Whose books.';
comment on column suspense_item.serial is 'The bank''s number of the line in its statement.';
comment on column suspense_item.amount is 'Yuan.';
comment on column suspense_item.received_on is 'The bank''s day.';
comment on column suspense_item.cause is 'Why it stands here: a code.';
comment on column suspense_item.account is 'The account it seems to be for.';
comment on column suspense_item.journal is 'The journal that booked it (到账待查).';
comment on column suspense_item.note is 'What the payer wrote, sealed under the center''s key.';
comment on column suspense_item.state is 'open 待处理, assigned 已认领, returned 已退回.';
comment on column suspense_item.settled_by is 'Who dealt with it.';
comment on column suspense_item.settled_at is 'When.';
comment on column suspense_item.settled_journal is 'The journal that took it out.';
comment on column suspense_item.version is 'Grows with every change.';

grant select on contribution_due, debit, debit_batch, contribution, bank_cursor, suspense_item
  to anju_app, anju_api;
grant insert, update on contribution_due, debit, debit_batch, contribution, bank_cursor,
  suspense_item to anju_app;
select close_functions();

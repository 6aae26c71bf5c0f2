-- Interest of deposits: what was settled, by which terms, so that every printed figure can be
-- reckoned again from the postings.

create table interest_terms (
  id           integer generated always as identity primary key,
  rates        jsonb not null,
  divisor      integer not null check (divisor > 0),
  unique (rates, divisor)
);
comment on table interest_terms is 'Terms by which interest was reckoned: figures of the center, as they were used.';
comment on column interest_terms.id is 'Its number.';
comment on column interest_terms.rates is 'Yearly rates by day: [{since, carried, current}], a rate for each of 上年结转 and 当年归集.';
comment on column interest_terms.divisor is 'Days of the interest year (计息年天数).';

-- Written by interest_settle alone, which locks the account and makes journal and terms itself:
-- references proved line by line would only be proved twice.
create table settlement (
  account      text not null,
  source       text not null check (source in ('unit', 'flexible', 'subsidy', 'unclassified')),
  settled_on   date not null,
  turn         integer not null default 1 check (turn > 0),
  closing      boolean not null,
  since        date not null,
  until        date not null,
  corrected    boolean not null,
  accumulation_carried numeric not null,
  accumulation_current numeric not null,
  earned       numeric not null,
  unsettled    numeric not null,
  interest     numeric(18, 2) not null,
  rolled       numeric(18, 2) not null,
  lines        bigint not null,
  terms        integer not null,
  journal      bigint,
  primary key (account, source, settled_on, turn),
  check (since <= until),
  check (unsettled <= 0),
  check (not closing or rolled = 0),
  check (journal is not null or (interest = 0 and rolled = 0))
);
comment on table settlement is 'Interest settled (结息), a row for each source of an account; void when its journal was taken back.';
comment on column settlement.account is 'Whose.';
comment on column settlement.source is 'Which sub-ledger: each is settled and rounded on its own (通知（五）).';
comment on column settlement.settled_on is 'Value date: 30 June, or the day of closing.';
comment on column settlement.turn is '1; one more each time the settlement of that day was taken back before.';
comment on column settlement.closing is 'true: at the closing of the account (销户结息); false: yearly (年度结息).';
comment on column settlement.since is 'First day counted: where the settlement before ended, else the day of the first posting.';
comment on column settlement.until is 'First day not counted; the next settlement begins there.';
comment on column settlement.corrected is 'true: lines of days settled before had come in since; what they change is part of this settlement.';
comment on column settlement.accumulation_carried is 'Accumulation (积数) of 上年结转: yuan times days.';
comment on column settlement.accumulation_current is 'Accumulation (积数) of 当年归集: yuan times days.';
comment on column settlement.earned is 'Accumulation times rate of both, over the rates of the time; divided by the divisor it is the interest before rounding.';
comment on column settlement.unsettled is 'What of earned could not be taken back, because it would leave the balance below zero; it is part of the next settlement.';
comment on column settlement.interest is 'Interest in yuan, rounded half up once.';
comment on column settlement.rolled is 'What of 当年归集 became 上年结转.';
comment on column settlement.lines is 'How many postings count before until: one more later, and a line came in late.';
comment on column settlement.terms is 'The rates and the divisor.';
comment on column settlement.journal is 'The journal that credits it; null: there was nothing to credit.';

create trigger append_only before update or delete on settlement
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on settlement
  for each statement execute function refuse_change();
create trigger append_only before update or delete on interest_terms
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on interest_terms
  for each statement execute function refuse_change();

grant select on settlement, interest_terms to anju_app, anju_api;

/** The tables of the simulated bank's books, made at start. Every statement may run again. */
export const BANK_TABLES = `
-- Wherever money can be: our deposit accounts, the cards, and the rest of the world, whose balance
-- is what the others have less. Every amount leaves one place and arrives at another.
create table if not exists sim.bank_place (
  code text primary key,
  kind text not null check (kind in ('world', 'deposit', 'card')),
  balance numeric(18, 2) not null default 0,
  check (kind = 'world' or balance >= 0)
);

create table if not exists sim.bank_move (
  id bigint generated always as identity primary key,
  source text not null references sim.bank_place,
  target text not null references sim.bank_place,
  amount numeric(18, 2) not null check (amount > 0),
  check (source <> target)
);

create table if not exists sim.bank_card (
  number text primary key,
  place text not null references sim.bank_place,
  holder text not null,
  document text not null,
  state text not null check (state in ('normal', 'lost', 'frozen', 'closed'))
);

create table if not exists sim.bank_deposit (
  center text primary key,
  place text not null references sim.bank_place,
  account_no text not null,
  -- What it held before its first line.
  opening numeric(18, 2) not null default 0
);

create table if not exists sim.bank_mandate (
  id bigint generated always as identity primary key,
  number text not null unique,
  center text not null,
  card text not null,
  holder text not null,
  document text not null,
  limit_each numeric(18, 2) not null,
  -- A new card, until its holder confirms it.
  next_card text,
  state text not null check (state in ('unconfirmed', 'active', 'cancelled')),
  signed_on date not null,
  confirmed_on date,
  cancelled_on date,
  cancelled_by text check (cancelled_by in ('center', 'holder'))
);
create index if not exists bank_mandate_card on sim.bank_mandate (card);

-- One row for each key: the same key is the same instruction for ever.
create table if not exists sim.bank_instruction (
  key text primary key,
  ordinal bigint generated always as identity,
  kind text not null check (kind in ('debit', 'payout')),
  batch text not null,
  center text not null,
  mandate text,
  card text not null,
  holder text not null,
  amount numeric(18, 2) not null check (amount > 0),
  note text not null,
  content_hash text not null,
  -- What it will move: another amount only where a fault says so.
  moves numeric(18, 2) not null check (moves > 0),
  refuse_with text,
  -- What it says it was told to move; null: what it was told.
  told numeric(18, 2),
  -- It refuses, and carries it out afterwards all the same.
  recants boolean not null default false,
  run_on date not null,
  due_at timestamptz not null,
  state text not null default 'accepted'
    check (state in ('accepted', 'done', 'refused', 'returned')),
  code text,
  serial text,
  booked_on date,
  return_serial text,
  returned_on date
);
alter table sim.bank_instruction add column if not exists told numeric(18, 2);
alter table sim.bank_instruction add column if not exists recants boolean not null default false;
create index if not exists bank_instruction_due on sim.bank_instruction (due_at)
  where state = 'accepted';
create index if not exists bank_instruction_ordinal on sim.bank_instruction (ordinal);

-- The lines of our deposit accounts, in the order in which they were booked.
create table if not exists sim.bank_entry (
  id bigint primary key,
  center text not null references sim.bank_deposit,
  day date not null,
  serial text not null unique,
  key text,
  -- In yuan; money that comes in is positive.
  amount numeric(18, 2) not null check (amount <> 0),
  party text not null,
  party_account text not null,
  note text not null,
  virtual_account text,
  balance numeric(18, 2) not null
);
alter table sim.bank_entry add column if not exists kind text not null default 'transfer'
  check (kind in ('transfer', 'interest', 'fee'));
create index if not exists bank_entry_day on sim.bank_entry (center, day, id);
create sequence if not exists sim.bank_entry_id;

-- What the bank has to tell, in order: by paging, and pushed where a callback is configured.
create table if not exists sim.bank_event (
  seq bigint generated always as identity primary key,
  kind text not null check (kind in ('result', 'incoming', 'mandate')),
  center text not null,
  batch text,
  content json not null,
  -- Under which it is told, always the same.
  serial uuid not null default gen_random_uuid(),
  pushed_at timestamptz,
  push_attempts integer not null default 0,
  push_at timestamptz not null default clock_timestamp()
);
create index if not exists bank_event_batch on sim.bank_event (center, batch, seq);
create index if not exists bank_event_push on sim.bank_event (push_at) where pushed_at is null;
`;

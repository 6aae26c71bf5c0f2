-- An item of many accounts comes to pieces where one of them cannot be done: what was done of it, stretch by
-- stretch, and the accounts that were not, each by its number.

create table run_item_part (
  run           text not null,
  n             integer not null,
  first_account text not null references account,
  last_account  text not null references account,
  accounts      integer not null check (accounts > 0),
  amount        numeric(18, 2),
  digest        text check (digest ~ '^[0-9a-f]{64}$'),
  outcome       text not null check (outcome ~ '^[a-z][a-z-]*$'),
  fault         text,
  settled_at    timestamptz not null,
  primary key (run, n, first_account),
  foreign key (run, n) references run_item,
  check (first_account <= last_account),
  -- Done to a figure, or one account that was not, and why.
  check (num_nonnulls(amount, digest) in (0, 2)),
  check ((amount is null) = (fault is not null)),
  check (amount is not null or (accounts = 1 and first_account = last_account))
);
create index run_item_part_account on run_item_part (first_account) where amount is null;
comment on table run_item_part is 'What an item of many accounts came to piece by piece, where not all of them could be done.';
comment on column run_item_part.run is 'Of which run.';
comment on column run_item_part.n is 'Of which item of its list.';
comment on column run_item_part.first_account is 'The first account of the piece; the one that could not be done.';
comment on column run_item_part.last_account is 'The last account of the piece.';
comment on column run_item_part.accounts is 'How many accounts of the piece it was about.';
comment on column run_item_part.amount is 'Yuan that moved; null: it could not be done.';
comment on column run_item_part.digest is 'SHA-256 of what was credited, as previewed; null: nothing was.';
comment on column run_item_part.outcome is 'Code of what became of it.';
comment on column run_item_part.fault is 'What was in the way: an SQLSTATE or a code, never its text; null: nothing.';
comment on column run_item_part.settled_at is 'When.';

create trigger append_only before update or delete on run_item_part
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on run_item_part
  for each statement execute function refuse_change();

grant select on run_item_part to anju_app, anju_api;
grant insert on run_item_part to anju_app;

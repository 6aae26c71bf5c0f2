-- The nightly proof (账务核验): what each part of it looked at, what it found, and what the ledger was,
-- so that the next proof sees whether anything it read has changed.

create table proof_part (
  run          text not null references run,
  n            integer not null,
  name         text not null check (name ~ '^[a-z][a-z-]*$'),
  counted      bigint not null check (counted >= 0),
  broken       bigint not null check (broken >= 0),
  named        text[] not null default '{}' check (cardinality(named) <= 20),
  told         jsonb not null default '{}',
  primary key (run, n, name)
);
comment on table proof_part is 'Parts of proofs: one check of one stretch of the books.';
comment on column proof_part.run is 'Of which run.';
comment on column proof_part.n is 'Of which item of its list.';
comment on column proof_part.name is 'Which check: src/cases/proof-checks.ts.';
comment on column proof_part.counted is 'How much was looked at.';
comment on column proof_part.broken is 'How much of it is wrong.';
comment on column proof_part.named is 'The first twenty of those: account, journal or case numbers, days, serial numbers.';
comment on column proof_part.told is 'Sums and digests that the whole needs.';

create trigger append_only before update or delete on proof_part
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on proof_part
  for each statement execute function refuse_change();

-- One part as JSON, from everything that is wrong: the first twenty of it, and how many.
create function proof_part_of(p_name text, p_counted bigint, p_wrong text[], p_told jsonb default '{}')
  returns jsonb language sql immutable set search_path = public, pg_temp as $$
  select jsonb_build_object('name', p_name, 'counted', p_counted,
    'broken', coalesce(cardinality(p_wrong), 0), 'named', to_jsonb(coalesce(p_wrong[1:20], '{}')),
    'told', p_told)
$$;

-- The last journal below which no transaction is still writing: whoever records journals is waited
-- for, a moment.
create function proof_horizon() returns bigint language plpgsql
  security definer set search_path = public, pg_temp set lock_timeout = '5s' as $$
begin
  lock table journal in share mode;
  return coalesce((select max(id) from journal), 0);
end
$$;

-- Printed certificates are confirmed by their code.
create index run_certificate on run (((result->>'certificate')::uuid)) where kind = 'proof' and state = 'done';

grant select, insert on proof_part to anju_app;
grant select on proof_part to anju_api;
select close_functions();
grant execute on function proof_horizon, proof_part_of to anju_app;

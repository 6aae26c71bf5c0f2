-- Holds by their cases: who ordered one, and every renewal of its term.

alter table hold
  add column case_id uuid,
  add column ordered_by text check (ordered_by <> '');
comment on column hold.case_id is 'The case it was placed by; null: none.';
comment on column hold.ordered_by is 'The body that ordered it, as its document names it; null: not recorded.';

-- One number however its brackets and blanks were typed.
create function order_number(document text) returns text language sql immutable as $$
  select translate(document, '（）〔〕［］[] 　', '()()()()')
$$;
-- One order holds an account once while it is in force, whoever writes it down twice.
create unique index hold_ordered_once on hold (account, order_number(document))
  where released_on is null and case_id is not null;

create table hold_renewal (
  hold         uuid not null references hold,
  n            integer not null,
  document     text not null check (document <> ''),
  until        date not null,
  renewed_on   date not null,
  renewed_by   text not null check (renewed_by <> ''),
  primary key (hold, n)
);
comment on table hold_renewal is 'Renewals of holds (续冻), in order; append-only.';
comment on column hold_renewal.hold is 'Of which hold.';
comment on column hold_renewal.n is 'Running number.';
comment on column hold_renewal.document is 'Number of the document that orders it.';
comment on column hold_renewal.until is 'Last day ordered by it.';
comment on column hold_renewal.renewed_on is 'Day it was recorded for.';
comment on column hold_renewal.renewed_by is 'Who recorded it.';
create trigger append_only before update or delete on hold_renewal
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on hold_renewal
  for each statement execute function refuse_change();

create or replace function ledger_hold(p_id uuid, p_account text, p_hold jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update account set version = version + 1 where number = p_account and state <> 'closed';
  if not found then
    raise exception 'the account is closed' using errcode = 'AJ421';
  end if;
  insert into hold (id, account, kind, amount, document, placed_on, until, placed_by, case_id,
      ordered_by)
    values (p_id, p_account, p_hold->>'kind', (p_hold->>'amount')::numeric, p_hold->>'document',
            (p_hold->>'placedOn')::date, (p_hold->>'until')::date, p_hold->>'by',
            (p_hold->>'case')::uuid, p_hold->>'orderedBy')
    on conflict (id) do nothing;
end
$$;

create function ledger_renew_hold(p_id uuid, p_renewal jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update account set version = version + 1
   where number = (select account from hold where id = p_id and released_on is null);
  if not found then
    raise exception 'no such hold' using errcode = 'AJ404';
  end if;
  update hold set until = (p_renewal->>'until')::date where id = p_id;
  insert into hold_renewal (hold, n, document, until, renewed_on, renewed_by)
    select p_id, coalesce(max(n), 0) + 1, p_renewal->>'document', (p_renewal->>'until')::date,
           (p_renewal->>'renewedOn')::date, p_renewal->>'by'
      from hold_renewal where hold = p_id;
end
$$;

grant select on hold_renewal to anju_app, anju_api;
revoke execute on function ledger_renew_hold, order_number from public;
grant execute on function ledger_renew_hold, order_number to anju_app;
select close_functions();

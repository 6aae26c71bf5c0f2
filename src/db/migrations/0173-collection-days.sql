-- What was collected, by day: sums that are added to with every payment, so that a year is read from
-- some hundred rows and not from millions of months.

create table collection_part (
  id           bigint generated always as identity primary key,
  center       text not null references center,
  day          date not null,
  months       integer not null,
  amount       numeric(18, 2) not null,
  taken_back   boolean not null
);
create index collection_part_day on collection_part (center, day) include (months, amount, taken_back);
comment on table collection_part is 'Contributions by day (归集): a row for each statement that wrote some. Append-only.';
comment on column collection_part.id is 'Running number.';
comment on column collection_part.center is 'Whose.';
comment on column collection_part.day is 'Value date of the payment.';
comment on column collection_part.months is 'How many months of accounts.';
comment on column collection_part.amount is 'Yuan.';
comment on column collection_part.taken_back is 'false: paid; true: of those paid on that day, taken back since.';

create trigger append_only before update or delete on collection_part
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on collection_part
  for each statement execute function refuse_change();

create function collection_paid() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  insert into collection_part (center, day, months, amount, taken_back)
    select a.center, c.paid_on, count(*), sum(c.amount), false
      from added c join account a on a.number = c.account group by a.center, c.paid_on;
  return null;
end
$$;
create trigger collection_paid after insert on contribution
  referencing new table as added for each statement execute function collection_paid();

create function collection_taken_back() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  insert into collection_part (center, day, months, amount, taken_back)
    select a.center, n.paid_on, count(*), sum(n.amount), true
      from after_it n join before_it o
        on o.account = n.account and o.month = n.month and o.journal = n.journal
      join account a on a.number = n.account
     where o.taken_back is null and n.taken_back is not null group by a.center, n.paid_on;
  return null;
end
$$;
create trigger collection_taken_back after update on contribution
  referencing old table as before_it new table as after_it
  for each statement execute function collection_taken_back();

insert into collection_part (center, day, months, amount, taken_back)
  select a.center, c.paid_on, count(*), sum(c.amount), t.back
    from contribution c join account a on a.number = c.account
    cross join lateral (select false as back union all select true where c.taken_back is not null) t
   group by a.center, c.paid_on, t.back;

create index contribution_due_missed on contribution_due (due_on) include (account, amount, months)
  where state = 'missed';
comment on index contribution_due_missed is 'Arrears by age.';

-- Statements of accounts are documents of a person (个人明细账).
alter table person_document drop constraint if exists person_document_kind_check;
alter table person_document add constraint person_document_kind_check check (kind ~ '^[a-z][a-z-]*$');

grant select on collection_part to anju_app, anju_api;
select close_functions();

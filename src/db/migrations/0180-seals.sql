-- Seals (封存) by source: since when, why, by whom, on which document. Which way an account may go
-- stands in one table, as in src/policy/account-states.ts; every other way is refused.

create table account_way (
  way          text not null check (way ~ '^[a-z][a-z-]*$'),
  from_state   text not null,
  from_source  text not null,
  to_state     text not null,
  to_source    text not null,
  seals        text check (seals in ('unit', 'flexible')),
  ends         text check (ends in ('unit', 'flexible')),
  primary key (way, from_state, from_source)
);
comment on table account_way is 'Which state of an account may follow which, by which way: src/policy/account-states.ts.';
comment on column account_way.way is 'What happened to it.';
comment on column account_way.from_state is 'State before.';
comment on column account_way.from_source is 'By whom it was paid before.';
comment on column account_way.to_state is 'State after.';
comment on column account_way.to_source is 'By whom it is paid after.';
comment on column account_way.seals is 'Source that is sealed with it, unless it is already; null: none.';
comment on column account_way.ends is 'Source whose seal ends with it, if it has one; null: none.';
insert into account_way (way, from_state, from_source, to_state, to_source, seals, ends) values
  ('unit-sealed',           'normal', 'unit',     'sealed', 'unit',     'unit',     null),
  ('unit-unsealed',         'sealed', 'unit',     'normal', 'unit',     null,       'unit'),
  ('converted-to-flexible', 'sealed', 'unit',     'normal', 'flexible', null,       'flexible'),
  ('agreement-ended',       'normal', 'flexible', 'sealed', 'flexible', 'flexible', null),
  ('resumed',               'sealed', 'flexible', 'normal', 'flexible', null,       'flexible'),
  ('converted-to-employee', 'normal', 'flexible', 'normal', 'unit',     'flexible', 'unit'),
  ('converted-to-employee', 'sealed', 'flexible', 'normal', 'unit',     'flexible', 'unit'),
  ('closed',                'normal', 'unit',     'closed', 'unit',     null,       null),
  ('closed',                'sealed', 'unit',     'closed', 'unit',     null,       null),
  ('closed',                'normal', 'flexible', 'closed', 'flexible', null,       null),
  ('closed',                'sealed', 'flexible', 'closed', 'flexible', null,       null);

create table seal (
  account      text not null references account,
  source       text not null check (source in ('unit', 'flexible')),
  n            integer not null,
  sealed_on    date not null,
  how          text not null check (how ~ '^[a-z][a-z-]*$'),
  sealed_by    text not null check (sealed_by <> ''),
  case_id      uuid references "case",
  document     text check (document <> ''),
  recorded_at  timestamptz not null default now(),
  ended_on     date,
  end_how      text check (end_how ~ '^[a-z][a-z-]*$'),
  ended_by     text check (ended_by <> ''),
  end_case     uuid references "case",
  end_document text check (end_document <> ''),
  primary key (account, source, n),
  check (ended_on is null or ended_on >= sealed_on),
  check ((ended_on is null) = (end_how is null)),
  check ((ended_on is null) = (ended_by is null))
);
create unique index seal_in_force on seal (account, source) where ended_on is null;
comment on table seal is 'Seals of an account by source (封存 and 启封, JGJ/T 320 A.5 05 and 04): every one it ever had. What ended stays; nothing is taken away.';
comment on column seal.account is 'Of which account.';
comment on column seal.source is 'Of which money: unit 单位缴存, flexible 灵活就业缴存.';
comment on column seal.n is 'Running number of the source of the account.';
comment on column seal.sealed_on is 'Day of the seal (封存日期); the half year of clause 7 runs from the day after.';
comment on column seal.how is 'Why: the way by which the account went, or taken-over.';
comment on column seal.sealed_by is 'By whom: staff id, system, or the unit that told of it.';
comment on column seal.case_id is 'The case it came with; null: none.';
comment on column seal.document is 'Number of the document or message it rests on; null: that of the case.';
comment on column seal.recorded_at is 'When it was written down.';
comment on column seal.ended_on is 'Day from which it is unsealed (启封日期); null: sealed.';
comment on column seal.end_how is 'Why it ended.';
comment on column seal.ended_by is 'By whom.';
comment on column seal.end_case is 'The case the end came with; null: none.';
comment on column seal.end_document is 'Number of the document or message the end rests on; null: that of the case.';

-- A seal ends once, and that is all that ever changes of it.
create function seal_ends() returns trigger language plpgsql as $$
begin
  if old.ended_on is not null or new.ended_on is null
     or (new.account, new.source, new.n, new.sealed_on, new.how, new.sealed_by, new.recorded_at)
        is distinct from
        (old.account, old.source, old.n, old.sealed_on, old.how, old.sealed_by, old.recorded_at)
     or new.case_id is distinct from old.case_id or new.document is distinct from old.document then
    raise exception 'of a seal only its end is written, once' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger seal_ends before update on seal for each row execute function seal_ends();
create trigger append_only before delete on seal for each row execute function refuse_change();
create trigger append_only_whole before truncate on seal
  for each statement execute function refuse_change();

-- What stood in account only.
update account set sealed_on = opened_on where state = 'sealed' and sealed_on is null;
update account set sealed_on = null where state = 'normal' and sealed_on is not null;
insert into seal (account, source, n, sealed_on, how, sealed_by, case_id)
  select a.number, a.source, 1, a.sealed_on,
         case when g.state_case is null then 'taken-over' else 'agreement-ended' end, 'migration',
         g.state_case
    from account a
    left join lateral (
      select state_case from agreement g where g.account = a.number and g.state = 'terminated'
       order by g.since desc, g.id limit 1) g on true
   where a.state = 'sealed';

create function account_goes() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (old.state, old.source) is distinct from (new.state, new.source) then
    if not exists (select from account_way
                    where from_state = old.state and from_source = old.source
                      and to_state = new.state and to_source = new.source) then
      raise exception 'an account that is % (%) does not become % (%)',
        old.state, old.source, new.state, new.source
        using errcode = 'check_violation', constraint = 'account_way';
    end if;
    if current_user = 'anju_app' and new.state <> 'closed' then
      raise exception 'an account is sealed and unsealed by account_move' using errcode = '42501';
    end if;
    if new.state = 'closed'
       and exists (select from hold where account = new.number and released_on is null) then
      raise exception 'an account with a hold in force is not closed'
        using errcode = 'check_violation', constraint = 'account_held';
    end if;
    if new.state = 'normal' then
      new.sealed_on := null;
    end if;
  end if;
  if new.state <> 'closed' and (new.state = 'sealed') <> (new.sealed_on is not null) then
    raise exception 'the day of the seal stands with a sealed account and with no other'
      using errcode = 'check_violation', constraint = 'account_sealed_on';
  end if;
  return new;
end
$$;
create trigger account_goes before insert or update of state, source, sealed_on on account
  for each row execute function account_goes();

-- State and day of an account are those of the seal of the source it is paid by. An account that is
-- taken over sealed brings its seal along.
create function keep_seals() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  standing seal;
begin
  if new.state = 'closed' then
    return null;
  end if;
  select * into standing from seal
   where account = new.number and source = new.source and ended_on is null;
  if new.state = 'sealed' and standing.account is null then
    insert into seal (account, source, n, sealed_on, how, sealed_by)
      select new.number, new.source, coalesce(max(n), 0) + 1, new.sealed_on, 'taken-over', session_user
        from seal where account = new.number and source = new.source;
  elsif new.state = 'sealed' and standing.sealed_on <> new.sealed_on then
    raise exception 'the day of a seal is not changed in the account'
      using errcode = 'check_violation', constraint = 'account_sealed_on';
  elsif new.state = 'normal' and standing.account is not null then
    raise exception 'a seal ends by account_move'
      using errcode = 'check_violation', constraint = 'account_sealed_on';
  end if;
  return null;
end
$$;
create trigger keep_seals after insert or update of state, source, sealed_on on account
  for each row execute function keep_seals();

-- Moves an account by a way of the table, with its seals: the only door for workers.
create function account_move(p_account text, p_move jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  found_account account;
  path account_way;
  day date := (p_move->>'on')::date;
  central text;
begin
  select * into found_account from account where number = p_account for update;
  if found_account.number is null then
    raise exception '没有该账户。' using errcode = 'AJ404';
  end if;
  select * into path from account_way
   where way = p_move->>'way' and to_state <> 'closed'
     and from_state = found_account.state and from_source = found_account.source;
  if path.way is null then
    raise exception '账户目前的状态不能这样办理封存、启封或者转换。' using errcode = 'AJ409';
  end if;
  if day < found_account.opened_on or exists (
       select from seal where account = p_account and greatest(sealed_on, ended_on) > day) then
    raise exception '日期早于开户日期，或者早于上一次封存、启封的日期。' using errcode = 'AJ409';
  end if;
  if path.to_source = 'flexible' then
    central := found_account.central_account;
    if path.from_source = 'unit' then
      select number into central from central_account
       where center = found_account.center and state = 'normal';
      if central is null then
        raise exception '中心没有可用的集中账户。' using errcode = 'AJ404';
      end if;
    end if;
  end if;
  update seal set ended_on = day, end_how = path.way, ended_by = p_move->>'by',
         end_case = (p_move->>'case')::uuid, end_document = p_move->>'document'
   where account = p_account and source = path.ends and ended_on is null;
  if path.seals is not null and not exists (
       select from seal where account = p_account and source = path.seals and ended_on is null) then
    insert into seal (account, source, n, sealed_on, how, sealed_by, case_id, document)
      select p_account, path.seals, coalesce(max(n), 0) + 1, day, path.way, p_move->>'by',
             (p_move->>'case')::uuid, p_move->>'document'
        from seal where account = p_account and source = path.seals;
  end if;
  update account set state = path.to_state, source = path.to_source,
         sealed_on = case when path.to_state = 'sealed' then day end,
         central_account = central, version = version + 1
   where number = p_account;
end
$$;

grant select on account_way, seal to anju_app, anju_api;
revoke execute on function account_move, keep_seals from public;
grant execute on function account_move to anju_app;
select close_functions();

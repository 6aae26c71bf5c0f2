-- A seal whose day was written down wrongly (封存日期更正): the wrong one ends on its own day, the right one takes its
-- place; both stay for ever. The half year of clause 7 follows from the day that is in force.

alter table wait_move add column corrected_on date;
comment on column wait_move.corrected_on is 'The day of the seal as the document has it, where the wait follows from a seal: to_on is what the half year makes of it. Null: the last day itself was asked for.';
alter table wait_move drop constraint wait_move_check;
alter table wait_move add constraint wait_move_days
  check (to_on <> from_on and (to_on >= given_on or corrected_on is not null));

create or replace function wait_move_settles() returns trigger language plpgsql as $$
begin
  if old.state <> 'proposed' or new.state = 'proposed'
     or (new.case_id, new.kind, new.given_on, new.from_on, new.to_on, new.ground, new.clause,
         new.document, new.asked_by, new.asked_at)
        is distinct from
        (old.case_id, old.kind, old.given_on, old.from_on, old.to_on, old.ground, old.clause,
         old.document, old.asked_by, old.asked_at)
     or new.corrected_on is distinct from old.corrected_on then
    raise exception 'of a move only its settling is written, once' using errcode = '42501';
  end if;
  return new;
end
$$;

-- The only door by which the day of a seal in force is corrected. The unit's portion alone: the holder's own
-- is sealed by the center itself.
create function seal_correct(p_account text, p_correction jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  found_account account;
  standing seal;
  day date := (p_correction->>'on')::date;
begin
  select * into found_account from account where number = p_account for update;
  if found_account.number is null then
    raise exception '没有该账户。' using errcode = 'AJ404';
  end if;
  select * into standing from seal
   where account = p_account and source = 'unit' and ended_on is null;
  if standing.account is null or standing.sealed_on <> (p_correction->>'was')::date then
    raise exception '单位缴存部分的封存已经变动，请重新核对。' using errcode = 'AJ409';
  end if;
  if day = standing.sealed_on or day < found_account.opened_on
     or day > (p_correction->>'today')::date
     or exists (select from seal where account = p_account and source = 'unit' and n <> standing.n
                  and greatest(sealed_on, ended_on) > day) then
    raise exception '更正的封存日期早于开户日期或者上一次封存、启封的日期，晚于今天，或者没有变动。'
      using errcode = 'AJ409';
  end if;
  update seal set ended_on = standing.sealed_on, end_how = 'corrected',
         ended_by = p_correction->>'by', end_case = (p_correction->>'case')::uuid,
         end_document = p_correction->>'document'
   where account = p_account and source = 'unit' and n = standing.n;
  insert into seal (account, source, n, sealed_on, how, sealed_by, case_id, document)
    values (p_account, 'unit', standing.n + 1, day, 'corrected', p_correction->>'by',
            (p_correction->>'case')::uuid, p_correction->>'document');
  update account set sealed_on = day, version = version + 1
   where number = p_account and state = 'sealed' and source = 'unit';
end
$$;
revoke execute on function seal_correct from public;
grant execute on function seal_correct to anju_app;
select close_functions();

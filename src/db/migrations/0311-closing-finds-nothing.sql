-- No account is closed with money, under a hold, or while something of it is still to be settled, whatever
-- closes it: the last look is the database's.

-- What of an account is under way: a code; null: nothing.
create function account_under_way(p_account text) returns text language sql stable
  set search_path = public, pg_temp as $$
  select case
    when exists (select from debit where account = p_account and state in ('planned', 'sent'))
      then 'debit'
    when exists (select from payout where account = p_account and state in ('ready', 'sent'))
      then 'payout'
    when exists (select from contribution_due where account = p_account and state = 'open') then 'due'
    when exists (select from suspense_item where account = p_account and state = 'open')
      then 'suspense'
    when exists (select from receivable where account = p_account and state = 'open')
      then 'receivable' end
$$;

create index suspense_account on suspense_item (account) where state = 'open' and account is not null;

-- As before, and besides: nothing but an empty account with nothing under way is closed.
create or replace function account_goes() returns trigger language plpgsql
  set search_path = public, pg_temp as $$
declare
  way text;
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
    if new.state = 'closed' then
      if exists (select from hold where account = new.number and released_on is null) then
        raise exception 'an account with a hold in force is not closed'
          using errcode = 'check_violation', constraint = 'account_held';
      end if;
      if exists (select from balance where account = new.number and amount <> 0) then
        raise exception 'an account with money is not closed'
          using errcode = 'check_violation', constraint = 'account_money';
      end if;
      way := account_under_way(new.number);
      if way is not null then
        raise exception 'an account is not closed while it has a % under way', way
          using errcode = 'check_violation', constraint = 'account_under_way';
      end if;
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

select close_functions();
grant execute on function account_under_way to anju_app;

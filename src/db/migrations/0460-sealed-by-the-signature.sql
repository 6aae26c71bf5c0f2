-- Whoever signs an exit contributes no more: the account is sealed by the signature, also while it can be regretted or
-- a debit is with the bank and the agreement is suspended. Regretted, it goes on as though it had never been sealed.

insert into account_way (way, from_state, from_source, to_state, to_source, seals, ends) values
  ('exit-signed',    'normal', 'flexible', 'sealed', 'flexible', 'flexible', null),
  ('exit-regretted', 'sealed', 'flexible', 'normal', 'flexible', null,       'flexible');

-- As before (0220); what is taken back does not begin anew.
create or replace function account_move(p_account text, p_move jsonb) returns void language plpgsql
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
       select from seal where account = p_account and greatest(sealed_on, ended_on) > day)
     or exists (select from account_step where account = p_account and taken_on > day) then
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
         central_account = central, version = version + 1,
         activated_in = case when path.to_source = 'flexible' and path.to_state = 'normal'
                              and path.way <> 'exit-regretted'
                             then to_char(day, 'YYYY-MM') else activated_in end
   where number = p_account;
  insert into account_step (account, n, way, taken_on, from_state, from_source, to_state, to_source,
    taken_by, case_id, document)
    select p_account, coalesce(max(n), 0) + 1, path.way, day, path.from_state, path.from_source,
           path.to_state, path.to_source, p_move->>'by', (p_move->>'case')::uuid,
           p_move->>'document'
      from account_step where account = p_account;
end
$$;
select close_functions();
grant execute on function account_move to anju_app;

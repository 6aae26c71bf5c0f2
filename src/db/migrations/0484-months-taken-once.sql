-- Two who assign two amounts to one account at one moment both judged the same months: whoever comes second is
-- told that the account has changed, and judges again.
create or replace function cover_months(p_paid paid_months, p_amount numeric, p_on date,
  p_journal bigint) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  -- Whoever has the account's row sees the months of whoever had it before.
  perform 1 from account where number = (p_paid).account for no key update;
  if exists (select from contribution where account = (p_paid).account and taken_back is null
       and month between (p_paid).covers_from and (p_paid).covers_to) then
    raise exception '该账户在此期间已有同月的缴存，所缴月份已有变化，请核对后再提交。'
      using errcode = 'AJ412';
  end if;
  insert into contribution (account, month, amount, journal, paid_on)
    select (p_paid).account, to_char(m, 'YYYY-MM'), (p_amount / (p_paid).months)::numeric(18, 2),
           p_journal, p_on
      from generate_series(to_date((p_paid).covers_from, 'YYYY-MM'),
             to_date((p_paid).covers_to, 'YYYY-MM'), interval '1 month') m;
  update account set paid_to = greatest(coalesce(paid_to, ''), (p_paid).covers_to)
   where number = (p_paid).account;
  update contribution_due set state = 'paid', settled_on = p_on, next_on = null,
         last_outcome = 'paid-otherwise'
   where account = (p_paid).account and state in ('open', 'missed')
     and covers_from >= (p_paid).covers_from and covers_to <= (p_paid).covers_to;
  update payment_slip set paid_on = p_on, paid_journal = p_journal, version = version + 1
   where account = (p_paid).account and amount = p_amount and paid_journal is null
     and voided_at is null;
end
$$;

select close_functions();
grant execute on function cover_months to anju_app;

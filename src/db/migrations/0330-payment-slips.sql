-- Whoever pays by oneself at the counter (柜面缴存) takes a slip (缴款通知单) along: which months, how much, to which
-- number, until when. The paper is a document of the person; this row says what became of it.

create table payment_slip (
  id uuid primary key,
  center text not null references center,
  account text not null references account,
  covers_from text not null check (covers_from ~ '^\d{4}-\d{2}$'),
  covers_to text not null check (covers_to ~ '^\d{4}-\d{2}$'),
  months integer not null check (months > 0),
  amount numeric(18, 2) not null check (amount > 0),
  made_on date not null,
  valid_to date not null,
  made_at timestamptz not null,
  made_by text not null,
  voided_at timestamptz,
  voided_by text,
  void_reason text,
  paid_on date,
  paid_journal bigint references journal,
  version integer not null default 1,
  check (covers_from <= covers_to),
  check (made_on <= valid_to),
  check ((voided_at is null) = (voided_by is null) and (voided_at is null) = (void_reason is null)),
  check ((paid_on is null) = (paid_journal is null)),
  check (paid_journal is null or voided_at is null)
);
comment on table payment_slip is 'Slips of payments at the counter (缴款通知单).';
comment on column payment_slip.id is 'The document of the person that was printed.';
comment on column payment_slip.center is 'Whose account it is paid to (center).';
comment on column payment_slip.account is 'The account it pays to: its number is the virtual account number (虚拟账号) at the bank.';
comment on column payment_slip.covers_from is 'The first month it pays.';
comment on column payment_slip.covers_to is 'The last month it pays.';
comment on column payment_slip.months is 'How many months it pays.';
comment on column payment_slip.amount is 'Yuan: the whole of those months.';
comment on column payment_slip.made_on is 'The day on which it was made out.';
comment on column payment_slip.valid_to is 'The last day on which its months may be paid for this amount.';
comment on column payment_slip.made_at is 'When it was made out.';
comment on column payment_slip.made_by is 'Who made it out.';
comment on column payment_slip.voided_at is 'When it was made void; null: it was not.';
comment on column payment_slip.voided_by is 'Who made it void.';
comment on column payment_slip.void_reason is 'Why it was made void; replaced: another was made out.';
comment on column payment_slip.paid_on is 'The bank''s day of the payment; null: not paid.';
comment on column payment_slip.paid_journal is 'The journal that booked the payment.';
comment on column payment_slip.version is 'Counts its changes.';
create unique index payment_slip_one_open on payment_slip (account)
  where paid_journal is null and voided_at is null;
create index payment_slip_account on payment_slip (account, made_at);
create index payment_slip_journal on payment_slip (paid_journal) where paid_journal is not null;
grant select on payment_slip to anju_app, anju_api;

create type new_payment_slip as (account text, covers_from text, covers_to text, months integer,
  amount numeric, valid_to date);
comment on type new_payment_slip is 'What a slip says, reckoned by the rule.';

-- Paper and slip at once. One that is open is made void by the next: the person has only one in hand.
create function api_make_payment_slip(p_document new_person_document, p_slip new_payment_slip,
  p_by actor) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_account account;
begin
  select * into found_account from account where number = (p_slip).account for no key update;
  if found_account.number is null or not in_scope(p_by, found_account.center, null)
     or found_account.person <> (p_document).person then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  if exists (select from payment_slip where id = (p_document).id) then
    return (p_document).id;
  end if;
  perform api_issue_person_document(p_document, p_by);
  update payment_slip set voided_at = (p_by).at, voided_by = (p_by).id, void_reason = 'replaced',
         version = version + 1
   where account = (p_slip).account and paid_journal is null and voided_at is null;
  insert into payment_slip (id, center, account, covers_from, covers_to, months, amount, made_on,
      valid_to, made_at, made_by)
    values ((p_document).id, found_account.center, (p_slip).account, (p_slip).covers_from,
            (p_slip).covers_to, (p_slip).months, (p_slip).amount, shanghai_date((p_by).at),
            (p_slip).valid_to, (p_by).at, (p_by).id);
  perform record_event(p_by, found_account.center, null, found_account.person, 'payment-slip-made',
    jsonb_build_object('slip', (p_document).id, 'amount', (p_slip).amount::text,
      'from', (p_slip).covers_from, 'to', (p_slip).covers_to, 'until', (p_slip).valid_to));
  return (p_document).id;
end
$$;

-- Nobody pays by it any more. Money that comes in all the same is judged by the rule, as any other.
create function api_void_payment_slip(p_slip uuid, p_version integer, p_reason text, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  slip payment_slip;
begin
  select * into slip from payment_slip where id = p_slip for update;
  if slip.id is null or not in_scope(p_by, slip.center, null) then
    raise exception '没有找到这张缴款通知单。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, slip.center, 'clerk', 'reviewer', 'approver', 'supervisor');
  if slip.paid_journal is not null then
    raise exception '这张缴款通知单已经缴款，不能作废。' using errcode = 'AJ409';
  end if;
  if slip.voided_at is not null then
    raise exception '这张缴款通知单已经作废。' using errcode = 'AJ409';
  end if;
  if slip.version <> p_version then
    raise exception '这张缴款通知单已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  update payment_slip set voided_at = (p_by).at, voided_by = (p_by).id, void_reason = p_reason,
         version = version + 1
   where id = p_slip;
  perform record_event(p_by, slip.center, null,
    (select a.person from account a where a.number = slip.account), 'payment-slip-voided',
    jsonb_build_object('slip', p_slip, 'amount', slip.amount::text, 'reason', p_reason));
  return slip.version + 1;
end
$$;

-- As before; a slip of this amount that is open is paid by it, whichever way the money was found to be the account's.
create or replace function cover_months(p_paid paid_months, p_amount numeric, p_on date,
  p_journal bigint) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
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
grant execute on function api_make_payment_slip, api_void_payment_slip to anju_api;
grant execute on function cover_months to anju_app;

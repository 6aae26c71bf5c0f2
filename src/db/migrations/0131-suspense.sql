-- Money that belongs to nobody yet is assigned to an account, with the months it pays, or returned.

create type paid_months as (account text, covers_from text, covers_to text, months integer);
comment on type paid_months is 'Months that a payment covers, reckoned by the rule.';

-- The months of a payment, once: 缴至年月 follows, and what was owed for them is paid.
create function cover_months(p_paid paid_months, p_amount numeric, p_on date, p_journal bigint)
  returns void language plpgsql set search_path = public, pg_temp as $$
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
end
$$;

-- Assigns or returns an item, as its supervisor decides; what moves is the whole of it.
create function api_settle_suspense(p_item uuid, p_version integer, p_action text,
  p_paid paid_months, p_document text, p_reason text, p_on date, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item suspense_item;
  number bigint;
begin
  select * into item from suspense_item where id = p_item for update;
  if item.id is null or not in_scope(p_by, item.center, null) then
    raise exception '没有找到这笔暂收款。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, item.center, 'supervisor');
  if item.state <> 'open' then
    raise exception '这笔暂收款已经处理。' using errcode = 'AJ409';
  end if;
  if item.version <> p_version then
    raise exception '这笔暂收款已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if p_action = 'assign' then
    perform 1 from account where account.number = (p_paid).account and center = item.center
       and state = 'normal' for no key update;
    if not found then
      raise exception '没有这个账户，或者账户不在正常状态。' using errcode = 'AJ409';
    end if;
    if exists (select from debit b where b.account = (p_paid).account
         and b.state in ('planned', 'sent')) then
      raise exception '该账户有扣款正在银行办理，须等回报后再认领。' using errcode = 'AJ409';
    end if;
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', 'assignment/' || item.serial, 'kind', 'assignment', 'valueDate', p_on,
      'by', (p_by).id, 'document', item.serial, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'personal', 'account', (p_paid).account, 'source', 'flexible',
          'amount', item.amount::text))))) l;
    perform cover_months(p_paid, item.amount, p_on, number);
  elsif p_action = 'return' then
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', 'return/' || item.serial, 'kind', 'return', 'valueDate', p_on, 'by', (p_by).id,
      'document', p_document, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'bank', 'amount', item.amount::text))))) l;
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end if;
  update suspense_item set state = case p_action when 'assign' then 'assigned' else 'returned' end,
         account = coalesce((p_paid).account, account), settled_by = (p_by).id,
         settled_at = (p_by).at, settled_journal = number, version = version + 1
   where id = p_item;
  perform record_event(p_by, item.center, null,
    (select a.person from account a where a.number = (p_paid).account),
    'suspense-' || case p_action when 'assign' then 'assigned' else 'returned' end,
    jsonb_build_object('item', p_item, 'amount', item.amount::text, 'serial', item.serial,
      'journal', number, 'reason', p_reason));
  return item.version + 1;
end
$$;
select close_functions();
grant execute on function cover_months to anju_app;

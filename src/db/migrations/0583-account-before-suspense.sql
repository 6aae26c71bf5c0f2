-- Whoever moves money takes the account first and what stands in suspense for it after that: a supervisor who assigned an
-- item at the instant at which the bank took its debit back waited for the account with the item in hand, and the bank's
-- answer the other way round. Nothing else is changed.

create or replace function api_settle_suspense(p_item uuid, p_version integer, p_action text,
  p_paid paid_months, p_document text, p_reason text, p_on date, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  item suspense_item;
  number bigint;
  state_after text;
  from_day date;
begin
  select * into item from suspense_item where id = p_item;
  if item.id is null or not in_scope(p_by, item.center, null) then
    raise exception '没有找到这笔暂收款。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, item.center, 'supervisor');
  if p_action = 'assign' then
    perform 1 from account where account.number = (p_paid).account and center = item.center for no key update;
  end if;
  select * into item from suspense_item where id = p_item for update;
  if item.state <> 'open' then
    raise exception '这笔暂收款已经处理。' using errcode = 'AJ409';
  end if;
  if item.version <> p_version then
    raise exception '这笔暂收款已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if p_action in ('assign', 'fund', 'return') and item.return_by is not null then
    raise exception '这笔暂收款已登记退回，等另一名主管复核；不退的，请先不同意退回。' using errcode = 'AJ409';
  end if;
  if p_action in ('confirm-return', 'decline-return') and item.return_by is null then
    raise exception '这笔暂收款没有待复核的退回。' using errcode = 'AJ409';
  end if;
  if p_action in ('return', 'decline-return') then
    update suspense_item set version = version + 1,
           return_document = case when p_action = 'return' then p_document end,
           return_by = case when p_action = 'return' then (p_by).id end,
           return_at = case when p_action = 'return' then (p_by).at end
     where id = p_item;
    perform record_event(p_by, item.center, null, null,
      case when p_action = 'return' then 'suspense-return-proposed' else 'suspense-return-declined' end,
      jsonb_build_object('item', p_item, 'amount', item.amount::text, 'serial', item.serial,
        'document', coalesce(p_document, item.return_document), 'reason', p_reason));
    return item.version + 1;
  end if;
  if p_action = 'assign' then
    state_after := 'assigned';
    perform 1 from account where account.number = (p_paid).account and center = item.center
       and state = 'normal';
    if not found then
      raise exception '没有这个账户，或者账户不在正常状态。' using errcode = 'AJ409';
    end if;
    select greatest(item.received_on, opened_on) into from_day from account
     where account.number = (p_paid).account;
    if exists (select from debit b where b.account = (p_paid).account
         and b.state in ('planned', 'sent')) then
      raise exception '该账户有扣款正在银行办理，须等回报后再认领。' using errcode = 'AJ409';
    end if;
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', turn_key(item.center, 'assignment/' || item.serial), 'kind', 'assignment',
      'valueDate', from_day, 'by', (p_by).id, 'document', item.serial, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'personal', 'account', (p_paid).account, 'source', 'flexible',
          'amount', item.amount::text))))) l;
    perform cover_months(p_paid, item.amount, from_day, number);
  elsif p_action = 'confirm-return' then
    perform require_second(item.return_by, '退回须由登记人以外的主管复核。', p_by);
    state_after := 'returned';
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', turn_key(item.center, 'return/' || item.serial), 'kind', 'return', 'valueDate', p_on,
      'by', (p_by).id, 'document', item.return_document, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'bank', 'amount', item.amount::text))))) l;
  elsif p_action = 'fund' then
    state_after := 'funded';
    select l.journal into number from ledger_post(item.center, jsonb_build_array(jsonb_build_object(
      'key', turn_key(item.center, 'subsidy-funding/' || item.serial), 'kind', 'subsidy-funding',
      'valueDate', p_on, 'by', (p_by).id, 'document', item.serial, 'lines', jsonb_build_array(
        jsonb_build_object('book', 'suspense', 'amount', (-item.amount)::text),
        jsonb_build_object('book', 'subsidy-fund', 'amount', item.amount::text))))) l;
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end if;
  update suspense_item set state = state_after, account = coalesce((p_paid).account, account),
         return_document = null, return_by = null, return_at = null,
         settled_by = (p_by).id, settled_at = (p_by).at, settled_journal = number,
         version = version + 1
   where id = p_item;
  perform record_event(p_by, item.center, null,
    (select a.person from account a where a.number = (p_paid).account), 'suspense-' || state_after,
    jsonb_strip_nulls(jsonb_build_object('item', p_item, 'amount', item.amount::text,
      'serial', item.serial, 'journal', number, 'reason', p_reason, 'document', item.return_document,
      'proposedBy', item.return_by)));
  return item.version + 1;
end
$$;

select close_functions();

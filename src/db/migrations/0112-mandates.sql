-- The direct-debit mandate (委托扣款授权): the holder of a card lets the center take contributions from
-- it. Signed at the entrusted bank, confirmed by the cardholder, changed, ended by either side;
-- without one in force nothing is debited.

create table mandate (
  id           uuid primary key,
  center       text not null references center,
  person       uuid not null references person,
  account      text not null references account,
  agreement    uuid not null references agreement,
  card         sealed not null,
  masked       sealed,
  next_card    sealed,
  next_masked  sealed,
  limit_each   numeric(18, 2) not null check (limit_each > 0),
  bank_mandate text unique check (length(bank_mandate) between 1 and 200),
  state        text not null check (state in ('requested', 'unconfirmed', 'active', 'refused', 'cancelled')),
  reason       text check (reason ~ '^[a-z][a-z-]*$'),
  under_way    text check (under_way in ('sign', 'confirm', 'change', 'cancel')),
  requested_on date not null,
  confirmed_on date,
  ended_on     date,
  ended_by     text check (ended_by in ('holder', 'bank', 'center')),
  version      integer not null default 1,
  n            bigint generated always as identity unique,
  check (state not in ('unconfirmed', 'active') or bank_mandate is not null),
  check ((state in ('refused', 'cancelled')) = (ended_on is not null)),
  check ((ended_on is null) = (ended_by is null)),
  check (state <> 'active' or confirmed_on is not null),
  check (state <> 'requested' or under_way is not distinct from 'sign')
);
-- An account has one mandate that may come to be used, whatever runs at the same time.
create unique index mandate_one_live_per_account on mandate (account)
  where state in ('requested', 'unconfirmed', 'active');
create index mandate_account on mandate (account, n);
create index mandate_person on mandate (person);
comment on table mandate is 'Direct-debit mandates (委托扣款授权): on which card, up to how much, and how it stands at the entrusted bank. Never deleted.';
comment on column mandate.id is 'Opaque id; `mandate/<id>` is the key under which it is signed at the bank.';
comment on column mandate.center is 'The center that may debit.';
comment on column mandate.person is 'The holder of account and card.';
comment on column mandate.account is 'The account that is paid into.';
comment on column mandate.agreement is 'The agreement it serves.';
comment on column mandate.card is 'The card in force (个人银行账号): number, holder and bank as JSON, sealed like plan.card.';
comment on column mandate.masked is 'The same masked, sealed: what an answer shows; null until the bank was told.';
comment on column mandate.next_card is 'A card that waits for its confirmation; until then `card` counts.';
comment on column mandate.next_masked is 'The same masked, sealed.';
comment on column mandate.limit_each is 'The most that one debit may take (单笔限额), in yuan.';
comment on column mandate.bank_mandate is 'The bank''s number (授权编号); null until it was signed there.';
comment on column mandate.state is 'requested 待签约, unconfirmed 待确认, active 生效, refused 银行拒绝, cancelled 已解除.';
comment on column mandate.reason is 'Why: the bank''s refusal of the signing, or of the last act while it stands; of a cancelled one what ended it.';
comment on column mandate.under_way is 'What the bank was told and has not answered yet; null: nothing.';
comment on column mandate.requested_on is 'Day it was asked for.';
comment on column mandate.confirmed_on is 'Day on which the cardholder confirmed it first.';
comment on column mandate.ended_on is 'Day of the refusal or cancellation.';
comment on column mandate.ended_by is 'Who ended it: holder 本人, bank 银行, center 中心.';
comment on column mandate.version is 'Counts changes; SQL says where version = expected.';
comment on column mandate.n is 'Running number: of an account the highest is the latest.';

-- What comes from outside by itself and answers no message of ours: dealt with by its kind.
alter table inbox add column unasked boolean not null default false;
comment on column inbox.unasked is 'It answers no message of ours and is dealt with by its kind; false again when that did not succeed.';
drop index inbox_due;
create index inbox_due on inbox (available_at, id)
  where handled_at is null and (case_id is not null or unasked);
create index inbox_about on inbox (kind, about) where handled_at is null;

-- Takes a message that answers none of ours, under its own key, from the program that acts.
create function api_receive_unasked(p_message new_message, p_by actor) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own_center text;
  earlier text;
begin
  if (p_by).role <> 'channel' or (p_message).outbox is not null
     or (p_message).wrapped_key is null then
    raise exception '没有找到所答复的消息。' using errcode = 'AJ404';
  end if;
  -- Of a sender who serves one center, that is where it belongs if nobody can deal with it.
  select min(g.center) into own_center from staff_scope g
   where g.staff = (p_by).id and g.role = 'channel' and in_scope(p_by, g.center, null)
  having count(distinct g.center) = 1;
  insert into inbox (sender, serial, kind, about, center, content_hash, payload, wrapped_key, key_id,
    received_at, unasked)
  values ((p_by).id, (p_message).serial, (p_message).kind, (p_message).about, own_center,
    (p_message).content_hash, (p_message).payload, (p_message).wrapped_key, (p_message).key_id,
    (p_by).at, true)
  on conflict (sender, serial) do nothing;
  if found then
    return 'new';
  end if;
  select content_hash into earlier from inbox
   where sender = (p_by).id and serial = (p_message).serial;
  return case when earlier = (p_message).content_hash then 'known' else 'other' end;
end
$$;

-- The acts of people ---------------------------------------------------------------------------
--
--   AJ420 there is a mandate already   AJ421 none that could be acted on
--   AJ422 nothing waits for a code     AJ423 the bank has not answered the last act yet

create type mandate_message as (key text, kind text, payload text);
comment on type mandate_message is 'What the bank is to be told, sealed under the person''s key.';

-- The account, locked, when the actor may work on it.
create function account_for_mandate(p_account uuid, p_by actor) returns account
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_account account;
begin
  select * into found_account from account where id = p_account for update;
  if found_account.number is null or (p_by).role = 'channel'
     or not in_scope(p_by, found_account.center, null) then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_account.center, 'clerk', 'reviewer', 'approver', 'supervisor');
  return found_account;
end
$$;

-- A mandate that is not ended, locked, as the actor saw it.
create function live_mandate(p_mandate uuid, p_version integer, p_by actor) returns mandate
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_mandate mandate;
begin
  perform account_for_mandate(a.id, p_by) from mandate m join account a on a.number = m.account
    where m.id = p_mandate;
  if not found then
    raise exception '没有找到该授权。' using errcode = 'AJ404';
  end if;
  select * into found_mandate from mandate where id = p_mandate for update;
  if found_mandate.state not in ('requested', 'unconfirmed', 'active') then
    raise exception '委托扣款授权已经终止，请重新签约。' using errcode = 'AJ421';
  end if;
  if found_mandate.version <> p_version then
    raise exception '委托扣款授权已被更新，请核对后再提交。' using errcode = 'AJ412';
  end if;
  return found_mandate;
end
$$;

-- One line of the trail, on the timeline of the case that opened the account.
create function mandate_event(p_by actor, p_mandate mandate, p_kind text, p_public jsonb,
  p_content text default null) returns void language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_mandate).center, a.opened_by_case, (p_mandate).person, p_kind,
           jsonb_build_object('mandate', (p_mandate).id) || p_public, p_content)
    from account a where a.number = (p_mandate).account;
end;

create function tell_bank(p_mandate mandate, p_message mandate_message, p_by actor) returns void
  language sql set search_path = public, pg_temp
begin atomic
  insert into outbox (key, center, case_id, person, kind, payload)
  select (p_message).key, (p_mandate).center, a.opened_by_case, (p_mandate).person,
         (p_message).kind, (p_message).payload
    from account a where a.number = (p_mandate).account
  on conflict (key) do nothing;
end;

create type new_mandate as (
  id uuid, account uuid, card text, masked text, limit_each numeric, message mandate_message
);
comment on type new_mandate is 'A mandate to be signed; without a card it is that of the last one, else of the plan.';

-- Asked again under the same id it is the mandate that is there.
create function api_sign_mandate(p_new new_mandate, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_account account := account_for_mandate((p_new).account, p_by);
  own_agreement uuid;
  earlier mandate;
  made mandate;
begin
  if exists (select from mandate where id = (p_new).id) then
    return;
  end if;
  if found_account.state <> 'normal' then
    raise exception '账户不是正常状态，不能签订委托扣款授权。' using errcode = 'AJ409';
  end if;
  if exists (select from mandate where account = found_account.number
              and state in ('requested', 'unconfirmed', 'active')) then
    raise exception '该账户已有委托扣款授权；换卡请办理变更，重签请先解除。' using errcode = 'AJ420';
  end if;
  select id into own_agreement from agreement
   where account = found_account.number and state = 'active';
  if own_agreement is null then
    raise exception '该账户没有生效的缴存使用协议，不能签订委托扣款授权。' using errcode = 'AJ409';
  end if;
  if (p_new).card is null then
    select * into earlier from mandate where account = found_account.number
     order by n desc limit 1;
    if earlier.id is null then
      select card into earlier.card from plan where account = found_account.number and active
       order by from_month desc limit 1;
    end if;
    if earlier.card is null then
      raise exception '请填写扣款的银行卡。' using errcode = 'AJ400';
    end if;
  end if;
  insert into mandate (id, center, person, account, agreement, card, masked, limit_each, state,
    under_way, requested_on)
  values ((p_new).id, found_account.center, found_account.person, found_account.number,
    own_agreement, coalesce((p_new).card, earlier.card), coalesce((p_new).masked, earlier.masked),
    (p_new).limit_each, 'requested', 'sign', shanghai_date((p_by).at))
  returning * into made;
  perform tell_bank(made, (p_new).message, p_by);
  perform mandate_event(p_by, made, 'mandate-requested',
    jsonb_build_object('card', (p_new).card is not null));
end
$$;

-- The code itself is sealed in the message and stands nowhere else.
create function api_confirm_mandate(p_mandate uuid, p_version integer, p_message mandate_message,
  p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_mandate mandate := live_mandate(p_mandate, p_version, p_by);
begin
  if found_mandate.under_way is not null then
    raise exception '银行尚未答复上一项办理，请稍候。' using errcode = 'AJ423';
  end if;
  if found_mandate.state = 'active' and found_mandate.next_card is null then
    raise exception '委托扣款授权已经生效，没有等待确认的内容。' using errcode = 'AJ422';
  end if;
  update mandate set under_way = 'confirm', version = version + 1 where id = found_mandate.id;
  perform tell_bank(found_mandate, p_message, p_by);
  perform mandate_event(p_by, found_mandate, 'mandate-code-given', '{}');
end
$$;

-- Another card or another limit: what is in force stays so until the bank and the cardholder agree.
create function api_change_mandate(p_mandate uuid, p_version integer, p_message mandate_message,
  p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_mandate mandate := live_mandate(p_mandate, p_version, p_by);
begin
  if found_mandate.under_way is not null then
    raise exception '银行尚未答复上一项办理，请稍候。' using errcode = 'AJ423';
  end if;
  update mandate set under_way = 'change', version = version + 1 where id = found_mandate.id;
  perform tell_bank(found_mandate, p_message, p_by);
  perform mandate_event(p_by, found_mandate, 'mandate-change-requested', '{}');
end
$$;

-- Whoever gave it may take it back at any moment: from now on nothing is debited, whenever the bank
-- hears of it. One that the bank never numbered is taken back when it answers the signing.
create function api_cancel_mandate(p_mandate uuid, p_version integer, p_ended_by text,
  p_message mandate_message, p_reason text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_mandate mandate := live_mandate(p_mandate, p_version, p_by);
begin
  if p_ended_by = 'center' then
    perform require_role(p_by, found_mandate.center, 'supervisor');
  end if;
  update mandate set state = 'cancelled', ended_by = p_ended_by,
    ended_on = shanghai_date((p_by).at), next_card = null, next_masked = null,
    reason = case p_ended_by when 'center' then 'center-decided' else 'holder-asked' end,
    under_way = case when bank_mandate is null then under_way else 'cancel' end,
    version = version + 1
   where id = found_mandate.id;
  if found_mandate.bank_mandate is not null then
    perform tell_bank(found_mandate, p_message, p_by);
  end if;
  perform mandate_event(p_by, found_mandate, 'mandate-cancelled',
    jsonb_build_object('by', p_ended_by), p_reason);
end
$$;

grant select, insert, update on mandate to anju_app;
grant select (id, center, person, account, agreement, masked, next_masked, limit_each, bank_mandate,
  state, reason, under_way, requested_on, confirmed_on, ended_on, ended_by, version, n)
  on mandate to anju_api;
grant select (unasked) on inbox to anju_api;
select close_functions();

-- A proposed posting of a difference with the bank is declined by a coded reason, with a few words where it wants them:
-- whoever proposes the next one sees why, and the trail keeps it.

alter table bank_difference add column declined_reason text check (declined_reason ~ '^[a-z][a-z-]*$');
alter table bank_difference add column declined_note text check (length(declined_note) <= 200);
alter table bank_difference add check (declined_note is null or declined_reason is not null);
comment on column bank_difference.declined_reason is 'Why the last posting that was proposed was declined: a code; null: none was.';
comment on column bank_difference.declined_note is 'What was said of it; about money, and about nobody.';

create function api_decline_bank_posting(p_id uuid, p_version integer, p_reason text, p_note text,
  p_by actor) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
begin
  if one.state <> 'proposed' then
    raise exception '该差异没有待复核的记账。' using errcode = 'AJ409';
  end if;
  update task set closed_at = (p_by).at, closed_by = (p_by).id, version = version + 1
   where difference = p_id and closed_at is null;
  update bank_difference set state = 'open', posted = '{}', settled_by = null, settled_at = null,
         proposed_by = null, declined_reason = p_reason, declined_note = p_note, version = version + 1
   where id = p_id returning * into one;
  perform bank_difference_event(p_by, one, 'bank-posting-declined',
    jsonb_build_object('reason', p_reason, 'note', p_note));
  return one.version;
end
$$;

-- As before, but that it only confirms: declined it is by its own function, which wants a reason.
create or replace function api_decide_bank_posting(p_id uuid, p_version integer, p_confirm boolean,
  p_by actor) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
  made bigint[] := '{}';
begin
  if not p_confirm then
    raise exception '退回记账须写明原因。' using errcode = 'AJ400';
  end if;
  if one.state <> 'proposed' then
    raise exception '该差异没有待复核的记账。' using errcode = 'AJ409';
  end if;
  if one.proposed_by = (p_by).id then
    raise exception '记账须由提出人以外的主管复核。' using errcode = 'AJ410';
  end if;
  made := bank_post(one, p_by);
  update bank_difference set state = 'posted', posted = made, settled_by = (p_by).id,
         settled_at = (p_by).at, version = version + 1
   where id = p_id returning * into one;
  if one.line is not null then
    update bank_line set state = 'matched', journals = journals || made
     where center = one.center and day = one.day and n = one.line;
  end if;
  perform bank_book_moved(one.center, one.day);
  perform bank_difference_event(p_by, one, 'bank-posting-confirmed',
    jsonb_build_object('journals', to_jsonb(made), 'lacks', (
      select sum(-p.amount)::numeric(18, 2)::text from posting p join journal j on j.id = p.journal
       where j.id = any (made) and j.kind = 'shortfall' and p.book = 'receivable')));
  return one.version;
end
$$;

select close_functions();

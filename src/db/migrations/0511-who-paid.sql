-- Money that nobody owns yet has a payer: what the bank tells of it rests sealed beside what the payer wrote, and
-- whoever looks for the owner reads both for a reason, which leaves a line.

alter table suspense_item add column payer sealed;
comment on column suspense_item.payer is 'Who paid, as the bank told it: name and account, sealed under the center''s key; null: not told.';

-- What the bank told of money in suspense, for a reason. It is about nobody whom the books know.
create function find_suspense_payer(p_read personal_read, p_by actor) returns personal_found
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  item suspense_item;
begin
  select * into item from suspense_item where id = (p_read).id;
  if item.id is null or (p_by).role = 'channel' or not in_scope(p_by, item.center, null) then
    raise exception '没有找到这笔暂收款。' using errcode = 'AJ404';
  end if;
  if coalesce((p_read).reason, '') = '' then
    raise exception '查看付款人须说明理由。' using errcode = 'AJ400';
  end if;
  return row(item.center, null, null, 'suspense-read',
    jsonb_build_object('item', item.id, 'amount', item.amount::text, 'serial', item.serial),
    jsonb_build_object('center', item.center, 'serial', item.serial, 'note', item.note,
      'payer', item.payer))::personal_found;
end
$$;

-- As before, and besides: who paid what stands in suspense.
create or replace function api_read_personal(p_read personal_read, p_by actor) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_row personal_found;
begin
  case (p_read).what
    when 'person' then
      found_row := find_person_whole(p_read, p_by);
    when 'application', 'document', 'check', 'agreement' then
      found_row := find_case_content(p_read, p_by);
    when 'file' then
      found_row := find_file_content(p_read, p_by);
    when 'person-document' then
      found_row := find_person_document(p_read, p_by);
    when 'suspense' then
      found_row := find_suspense_payer(p_read, p_by);
    else
      raise exception '没有这种内容。' using errcode = 'AJ400';
  end case;
  perform record_event(p_by, found_row.center, found_row.case_id, found_row.person, found_row.kind,
    found_row.public, (p_read).reason);
  return found_row.row;
end
$$;

select close_functions();

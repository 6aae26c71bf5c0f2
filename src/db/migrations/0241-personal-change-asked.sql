-- What a change of personal data would come to, asked beforehand: compared by keyed hashes, nothing is told
-- of the values themselves.

create function api_personal_change_facts(p_account uuid, p_name_hash text, p_phone_hash text,
  p_number_hash text, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  found_account account;
  found_person person;
  brought_by text;
  owner uuid;
begin
  select * into found_account from account where id = p_account;
  select submitted_by into brought_by from "case" where id = found_account.opened_by_case;
  if found_account.number is null or not in_scope(p_by, found_account.center, null)
     or ((p_by).role = 'channel' and brought_by is distinct from (p_by).id) then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  select * into found_person from person where id = found_account.person;
  select d.person into owner from identity_document d
   where d.center = found_account.center and d.number_hash = p_number_hash;
  return jsonb_build_object(
    'center', found_account.center, 'state', found_account.state,
    'sameName', found_person.name_hash = p_name_hash,
    'samePhone', coalesce(found_person.phone_hash = p_phone_hash, false),
    'numberOf', case when owner is null then 'nobody' when owner = found_person.id then 'own'
                     else 'other' end,
    'held', exists (select from hold h where h.account = found_account.number
                       and h.released_on is null),
    'otherChange', exists (select from "case" c where c.person = found_person.id
                     and c.type = 'personal-change' and c.closed_at is null
                     and c.stage <> 'awaiting mandate'));
end
$$;
-- As before; documents in force first, and with the day on which another one took the place of each.
create or replace function find_person_whole(p_read personal_read, p_by actor) returns personal_found
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_person person := readable_person((p_read).id);
begin
  if (p_read).case_id is not null then
    if (visible_case((p_read).case_id, p_by)).person <> found_person.id then
      raise exception '没有找到该人员。' using errcode = 'AJ404';
    end if;
  elsif not in_scope(p_by, found_person.center, null) or (p_by).role = 'channel' then
    raise exception '没有找到该人员。' using errcode = 'AJ404';
  end if;
  if coalesce((p_read).reason, '') = '' then
    raise exception '查看完整个人信息须说明理由。' using errcode = 'AJ400';
  end if;
  return row(found_person.center, (p_read).case_id, found_person.id, 'person-read', '{}',
    jsonb_build_object('id', found_person.id, 'wrapped_key', found_person.wrapped_key,
      'name', found_person.name, 'born_on', found_person.born_on, 'sex', found_person.sex,
      'phone', found_person.phone, 'address', found_person.address,
      'documents', coalesce((
        select jsonb_agg(jsonb_build_object('id', d.id, 'type', d.type, 'number', d.number,
                 'validUntil', d.valid_until,
               'endedOn', d.ended_on) order by d.ended_on is not null, d.recorded_at, d.id)
          from identity_document d where d.person = found_person.id and not d.struck), '[]')))::personal_found;
end
$$;
select close_functions();

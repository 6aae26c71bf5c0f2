-- Full personal data leave the books for the API by one function, api_read_personal: it finds what
-- was asked for, writes the event of the reading and hands out the ciphertext, in that order. What
-- finds the several things are parts of it that nobody else may call.

create type personal_read as (what text, id uuid, case_id uuid, key text, reason text);
comment on type personal_read is 'What is to be read: person, application, document, check, agreement, file or person-document; its id (application: none), the case, the version or number within it, and why (sealed).';

create type personal_found as (
  center text, case_id uuid, person uuid, kind text, public jsonb, row jsonb
);
comment on type personal_found is 'What was found: whose it is, the event that tells of the reading, and the row with its ciphertext.';

-- All of a person, for a reason. The case, when one is named, has to be about them.
create function find_person_whole(p_read personal_read, p_by actor) returns personal_found
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
                 'validUntil', d.valid_until) order by d.recorded_at, d.id)
          from identity_document d where d.person = found_person.id), '[]')))::personal_found;
end
$$;

-- One sealed content of a case. `key`: version of the application (none: the latest), id of a
-- document or agreement, number of a check.
create function find_case_content(p_read personal_read, p_by actor) returns personal_found
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  asked uuid := (p_read).case_id;
  at text := (p_read).key;
  found_case "case" := visible_case(asked, p_by);
  holder uuid;
  place text;
  sealed_text text;
begin
  case (p_read).what
    when 'application' then
      select f.person, f.version::text, f.content into holder, place, sealed_text
        from form_content f
       where f.case_id = asked and (at is null or f.version = at::integer)
       order by f.version desc limit 1;
    when 'document' then
      select d.person, d.id::text, d.content into holder, place, sealed_text
        from document d where d.case_id = asked and d.id = at::uuid;
    when 'check' then
      select k.person, k.key, k.evidence into holder, place, sealed_text
        from "check" k where k.case_id = asked and k.id = at::bigint;
    else
      select a.person, a.id::text, a.parameters into holder, place, sealed_text
        from agreement a where a.case_id = asked and a.id = at::uuid;
  end case;
  if sealed_text is null then
    raise exception '没有找到该内容。' using errcode = 'AJ404';
  end if;
  return row(found_case.center, asked, found_case.person, 'content-read',
    jsonb_build_object('what', (p_read).what, 'key', place),
    jsonb_build_object('person', holder, 'place', place, 'content', sealed_text,
      'wrapped_key', (readable_person(holder)).wrapped_key))::personal_found;
end
$$;

-- Where the bytes of a file lie and under which key. Until it is attached a file is its uploader's.
create function find_file_content(p_read personal_read, p_by actor) returns personal_found
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_file file;
  found_case "case";
  found_person person;
begin
  select * into found_file from file where id = (p_read).id;
  if found_file.id is null
     or (found_file.case_id is null and found_file.uploaded_by <> (p_by).id) then
    raise exception '没有找到该材料。' using errcode = 'AJ404';
  end if;
  if found_file.case_id is not null then
    found_case := visible_case(found_file.case_id, p_by);
    found_person := readable_person(found_file.person);
  elsif not in_scope(p_by, found_file.center, null) then
    raise exception '没有找到该材料。' using errcode = 'AJ404';
  end if;
  return row(found_file.center, found_file.case_id, found_case.person, 'file-read',
    jsonb_build_object('file', found_file.id, 'kind', found_file.kind),
    jsonb_build_object('id', found_file.id, 'kind', found_file.kind,
      'media_type', found_file.media_type, 'address', found_file.address,
      'wrapped_key', found_file.wrapped_key, 'person', found_file.person,
      'person_key', found_person.wrapped_key))::personal_found;
end
$$;

-- What stands in a document that was issued to a person without a case.
create function find_person_document(p_read personal_read, p_by actor) returns personal_found
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_document person_document;
begin
  select * into found_document from person_document where id = (p_read).id;
  if found_document.id is null or (p_by).role = 'channel'
     or not in_scope(p_by, found_document.center, null) then
    raise exception '没有找到该内容。' using errcode = 'AJ404';
  end if;
  return row(found_document.center, null, found_document.person, 'content-read',
    jsonb_build_object('what', 'person-document', 'key', found_document.id),
    jsonb_build_object('person', found_document.person, 'content', found_document.content,
      'wrapped_key', (readable_person(found_document.person)).wrapped_key))::personal_found;
end
$$;

create function api_read_personal(p_read personal_read, p_by actor) returns jsonb
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
    else
      raise exception '没有这种内容。' using errcode = 'AJ400';
  end case;
  perform record_event(p_by, found_row.center, found_row.case_id, found_row.person, found_row.kind,
    found_row.public, (p_read).reason);
  return found_row.row;
end
$$;
comment on function api_read_personal(personal_read, actor) is 'The only way by which full personal data reach the API: written down, then handed out, still sealed.';

drop function api_read_person(uuid, uuid, text, actor);
drop function api_read_content(uuid, text, text, text, actor);
drop function api_read_file(uuid, text, actor);
drop function api_read_person_document(uuid, actor);
select close_functions();

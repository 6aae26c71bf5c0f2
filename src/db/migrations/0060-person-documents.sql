-- Documents issued to a person without a case, and the PDFs that were made of any document.

create table person_document (
  id           uuid primary key,
  center       text not null references center,
  person       uuid not null references person,
  kind         text not null check (kind in ('earliest-dates')),
  number       text not null unique,
  template     text not null,
  content      sealed not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  issued_on    date not null,
  issued_at    timestamptz not null,
  issued_by    text not null references staff
);
create index person_document_person on person_document (person, issued_at desc);
comment on table person_document is 'Documents issued to a person who has no case for them (告知单). Append-only; the PDF is made when somebody looks.';
comment on column person_document.id is 'Opaque id, derived from the caller and its idempotency key.';
comment on column person_document.center is 'The center that issued it.';
comment on column person_document.person is 'To whom.';
comment on column person_document.kind is 'Which document.';
comment on column person_document.number is 'Printed number (文书编号), of the same sequence as those of cases.';
comment on column person_document.template is 'Template and its version.';
comment on column person_document.content is 'What stands in the template, as JSON, sealed.';
comment on column person_document.content_hash is 'SHA-256 of the content before sealing.';
comment on column person_document.issued_on is 'Date on the document.';
comment on column person_document.issued_at is 'When it was issued.';
comment on column person_document.issued_by is 'Staff id of whoever printed it.';

-- What a person's page asks for.
create index document_person on document (person, issued_at desc);
create index agreement_person on agreement (person, offered_on desc);
create index account_person on account (person);

create table document_rendering (
  document     uuid not null,
  sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at           timestamptz not null,
  primary key (document, sha256)
);
comment on table document_rendering is 'The PDFs that were made of a document, by their hash: the same document gives the same bytes, another release may give others. Append-only.';
comment on column document_rendering.document is 'The document, of a case or of a person.';
comment on column document_rendering.sha256 is 'SHA-256 of the bytes of the PDF.';
comment on column document_rendering.at is 'When these bytes were made first.';

do $$
declare
  name text;
begin
  foreach name in array array['person_document', 'document_rendering']
  loop
    execute format(
      'create trigger append_only before update or delete on %I
         for each row execute function refuse_change()', name);
    execute format(
      'create trigger append_only_whole before truncate on %I
         for each statement execute function refuse_change()', name);
  end loop;
end
$$;

create type new_person_document as (
  id uuid, person uuid, kind text, template text, content text, content_hash text
);
comment on type new_person_document is 'A document for a person, its content sealed under the person''s key.';

-- Asked again under the same id it is the document that is there.
create function api_issue_person_document(p_document new_person_document, p_by actor) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_person person := readable_person((p_document).person);
  found_prefix text;
  issued person_document;
begin
  if not in_scope(p_by, found_person.center, null) then
    raise exception '没有找到该人员。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, found_person.center, 'clerk', 'reviewer', 'approver', 'supervisor');
  select * into issued from person_document where id = (p_document).id;
  if issued.id is not null then
    return issued.number;
  end if;
  select document_prefix into found_prefix from center where code = found_person.center;
  insert into person_document (id, center, person, kind, number, template, content, content_hash,
    issued_on, issued_at, issued_by)
  select (p_document).id, found_person.center, found_person.id, (p_document).kind,
         found_prefix || '〔' || to_char(shanghai_date((p_by).at), 'YYYY') || '〕'
           || lpad(n::text, greatest(7, length(n::text)), '0') || '号',
         (p_document).template, (p_document).content, (p_document).content_hash,
         shanghai_date((p_by).at), (p_by).at, (p_by).id
    from nextval('document_number') as n
  returning * into issued;
  perform record_event(p_by, found_person.center, null, found_person.id, 'person-document-issued',
    jsonb_build_object('document', issued.id, 'kind', issued.kind, 'number', issued.number));
  return issued.number;
end
$$;

create function api_read_person_document(p_document uuid, p_by actor)
  returns table (person uuid, wrapped_key text, content text)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  found_document person_document;
  found_person person;
begin
  select * into found_document from person_document d where d.id = p_document;
  if found_document.id is null or (p_by).role = 'channel'
     or not in_scope(p_by, found_document.center, null) then
    raise exception '没有找到该内容。' using errcode = 'AJ404';
  end if;
  found_person := readable_person(found_document.person);
  perform record_event(p_by, found_document.center, null, found_person.id, 'content-read',
    jsonb_build_object('what', 'person-document', 'key', p_document));
  return query
    select found_person.id, found_person.wrapped_key::text, found_document.content::text;
end
$$;

-- The hash of the bytes that are about to be shown; a line of the trail when they are new.
create function api_record_rendering(p_document uuid, p_sha256 text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_case "case";
  found_document person_document;
  found_center text;
  found_person uuid;
begin
  select * into found_document from person_document where id = p_document;
  if found_document.id is null then
    found_case := visible_case((select case_id from document where id = p_document), p_by);
    found_center := found_case.center;
    found_person := found_case.person;
  elsif in_scope(p_by, found_document.center, null) then
    found_center := found_document.center;
    found_person := found_document.person;
  else
    raise exception '没有找到该内容。' using errcode = 'AJ404';
  end if;
  insert into document_rendering (document, sha256, at) values (p_document, p_sha256, (p_by).at)
    on conflict do nothing;
  if found then
    perform record_event(p_by, found_center, found_case.id, found_person, 'document-rendered',
      jsonb_build_object('document', p_document, 'sha256', p_sha256));
  end if;
end
$$;

grant select on person_document, document_rendering to anju_app;
grant select (id, center, person, kind, number, template, content_hash, issued_on, issued_at,
  issued_by) on person_document to anju_api;
grant select on document_rendering to anju_api;
revoke execute on function api_issue_person_document, api_read_person_document,
  api_record_rendering from public;
grant execute on function api_issue_person_document, api_read_person_document,
  api_record_rendering to anju_api;

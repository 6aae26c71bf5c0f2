-- What the API may do to business tables: these functions and nothing else. Each runs as the
-- owner, checks the caller's right once more, and writes its event in the same transaction.
--
-- Refusals carry a SQLSTATE of their own and a message in Chinese that is fit to show:
--   AJ400 input cannot be used      AJ403 role does not allow it     AJ404 not there, or not yours
--   AJ409 not possible as it stands AJ410 another person is needed   AJ411 personal data destroyed
--   AJ412 somebody else changed it
--
-- The last parameters are always who acts: staff id, role, request id, instant of the request.

create type actor as (id text, role text, origin text, at timestamptz);
comment on type actor is 'Who acts: staff id, role, request id, instant of the request.';

create function shanghai_date(instant timestamptz) returns date language sql immutable
  return (instant at time zone 'Asia/Shanghai')::date;

-- Does the actor hold the role there today? A null branch asks about the whole center.
create function in_scope(p_by actor, p_center text, p_branch text) returns boolean
  language sql stable set search_path = public, pg_temp
  return exists (
    select from staff s join staff_scope g on g.staff = s.id
     where s.id = (p_by).id and s.active and g.role = (p_by).role and g.center = p_center
       and (g.branch is null or p_branch is null or g.branch = p_branch)
       and g.valid_from <= shanghai_date((p_by).at)
       and (g.valid_to is null or g.valid_to >= shanghai_date((p_by).at)));

create function require_role(p_by actor, p_center text, variadic p_roles text[]) returns void
  language plpgsql stable set search_path = public, pg_temp as $$
begin
  if not ((p_by).role = any (p_roles) and in_scope(p_by, p_center, null)) then
    raise exception '您的岗位不能办理该事项。' using errcode = 'AJ403';
  end if;
end
$$;

-- The case, when the actor may see it; a channel sees only what it brought.
create function visible_case(p_case uuid, p_by actor) returns "case"
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_case "case";
begin
  select * into found_case from "case" where id = p_case;
  if found_case.id is null or not in_scope(p_by, found_case.center, found_case.branch)
     or ((p_by).role = 'channel' and found_case.submitted_by <> (p_by).id) then
    raise exception '没有找到该业务。' using errcode = 'AJ404';
  end if;
  return found_case;
end
$$;

create function record_event(
  p_by actor, p_center text, p_case uuid, p_person uuid, p_kind text, p_public jsonb,
  p_content text default null
) returns void language sql set search_path = public, pg_temp
begin atomic
  insert into event (center, case_id, person, kind, at, actor, actor_role, origin, public, content)
  values (p_center, p_case, p_person, p_kind, (p_by).at, (p_by).id, (p_by).role, (p_by).origin,
          p_public, p_content);
end;

-- Tasks -------------------------------------------------------------------------------------

-- The open task, locked, when the actor may see it and saw this version of it.
create function open_task(p_task uuid, p_version integer, p_by actor) returns task
  language plpgsql set search_path = public, pg_temp as $$
declare
  found_task task;
begin
  select * into found_task from task where id = p_task for update;
  if found_task.id is null or (p_by).role = 'channel'
     or not in_scope(p_by, found_task.center, found_task.branch) then
    raise exception '没有找到该待办。' using errcode = 'AJ404';
  end if;
  if found_task.closed_at is not null then
    raise exception '该待办已经办结。' using errcode = 'AJ409';
  end if;
  if found_task.version <> p_version then
    raise exception '该待办已被他人更新，请核对后再提交。' using errcode = 'AJ412';
  end if;
  return found_task;
end
$$;

create function task_event(p_by actor, p_task task, p_kind text, p_public jsonb) returns void
  language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, (p_task).center, (p_task).case_id, c.person, p_kind,
           jsonb_build_object('task', (p_task).id, 'kind', (p_task).kind) || p_public)
    from "case" c where c.id = (p_task).case_id;
end;

create function api_claim_task(p_task uuid, p_version integer, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  if (p_by).role <> found_task.role then
    raise exception '该待办须由其他岗位办理。' using errcode = 'AJ403';
  end if;
  if (p_by).id = any (found_task.not_by) then
    raise exception '您已经参与过本业务，该待办须由另一人办理。' using errcode = 'AJ410';
  end if;
  if found_task.claimed_by = (p_by).id then
    return found_task.version;
  end if;
  if found_task.claimed_by is not null then
    raise exception '该待办已由他人领取。' using errcode = 'AJ409';
  end if;
  if found_task.assigned_to <> (p_by).id then
    raise exception '该待办已指派给他人。' using errcode = 'AJ409';
  end if;
  update task set claimed_by = (p_by).id, claimed_at = (p_by).at, version = version + 1
   where id = p_task;
  perform task_event(p_by, found_task, 'task-claimed', '{}');
  return p_version + 1;
end
$$;

create function api_release_task(p_task uuid, p_version integer, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
begin
  if found_task.claimed_by is null then
    return found_task.version;
  end if;
  if found_task.claimed_by <> (p_by).id and (p_by).role <> 'supervisor' then
    raise exception '该待办由他人领取，只有主管可以收回。' using errcode = 'AJ403';
  end if;
  update task set claimed_by = null, claimed_at = null, version = version + 1 where id = p_task;
  perform task_event(p_by, found_task, 'task-released',
    jsonb_build_object('from', found_task.claimed_by));
  return p_version + 1;
end
$$;

-- To nobody (null) takes the assignment back.
create function api_assign_task(p_task uuid, p_version integer, p_staff text, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_task task := open_task(p_task, p_version, p_by);
  chosen actor := row(p_staff, found_task.role, (p_by).origin, (p_by).at);
begin
  perform require_role(p_by, found_task.center, 'supervisor');
  if p_staff = any (found_task.not_by) then
    raise exception '该工作人员已经参与过本业务，须指派另一人。' using errcode = 'AJ410';
  end if;
  if p_staff is not null and not in_scope(chosen, found_task.center, found_task.branch) then
    raise exception '该工作人员没有办理此待办的岗位。' using errcode = 'AJ409';
  end if;
  update task set assigned_to = p_staff,
    claimed_by = case when claimed_by = p_staff then claimed_by end,
    claimed_at = case when claimed_by = p_staff then claimed_at end,
    version = version + 1
   where id = p_task;
  perform task_event(p_by, found_task, 'task-assigned', jsonb_build_object('to', p_staff));
  return p_version + 1;
end
$$;

-- Notes and files ---------------------------------------------------------------------------

create function api_add_note(p_note uuid, p_case uuid, p_content text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_case "case" := visible_case(p_case, p_by);
begin
  if (p_by).role = 'channel' then
    raise exception '渠道不能添加备注。' using errcode = 'AJ403';
  end if;
  insert into note (id, case_id, author, at, content)
  values (p_note, p_case, (p_by).id, (p_by).at, p_content);
  perform record_event(p_by, found_case.center, p_case, found_case.person, 'note-added',
    jsonb_build_object('note', p_note));
end
$$;

create type new_file as (
  id uuid, center text, kind text, media_type text, size bigint, sha256 text, address text,
  wrapped_key text, key_id text
);
comment on type new_file is 'A file just put into the content store, its key wrapped by the center''s.';

create function api_add_file(p_file new_file, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not in_scope(p_by, (p_file).center, null) then
    raise exception '您的岗位不能上传材料。' using errcode = 'AJ403';
  end if;
  insert into file (id, center, kind, media_type, size, sha256, address, wrapped_key, key_holder,
    key_id, uploaded_by, uploaded_at)
  values ((p_file).id, (p_file).center, (p_file).kind, (p_file).media_type, (p_file).size,
    (p_file).sha256, (p_file).address, (p_file).wrapped_key, 'center', (p_file).key_id,
    (p_by).id, (p_by).at);
  perform record_event(p_by, (p_file).center, null, null, 'file-uploaded',
    jsonb_build_object('file', (p_file).id, 'kind', (p_file).kind,
      'mediaType', (p_file).media_type, 'sha256', (p_file).sha256));
end
$$;

-- Reading what is personal ------------------------------------------------------------------

-- The row of a person whose key is still there, when the actor's role reaches the center.
create function readable_person(p_person uuid) returns person
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found_person person;
begin
  select * into found_person from person where id = p_person;
  if found_person.id is null then
    raise exception '没有找到该人员。' using errcode = 'AJ404';
  end if;
  if found_person.wrapped_key is null then
    raise exception '该人员的个人信息已按规定销毁。' using errcode = 'AJ411';
  end if;
  return found_person;
end
$$;

-- All of a person, for a reason (sealed). `p_case` says in which case it is needed.
create function api_read_person(p_person uuid, p_case uuid, p_reason text, p_by actor)
  returns table (
    id uuid, wrapped_key text, name text, born_on text, sex text, phone text, address text,
    documents jsonb
  ) language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  found_person person := readable_person(p_person);
  found_case "case";
begin
  if p_case is not null then
    found_case := visible_case(p_case, p_by);
    if found_case.person <> p_person then
      raise exception '没有找到该人员。' using errcode = 'AJ404';
    end if;
  elsif not in_scope(p_by, found_person.center, null) or (p_by).role = 'channel' then
    raise exception '没有找到该人员。' using errcode = 'AJ404';
  end if;
  if coalesce(p_reason, '') = '' then
    raise exception '查看完整个人信息须说明理由。' using errcode = 'AJ400';
  end if;
  perform record_event(p_by, found_person.center, p_case, p_person, 'person-read', '{}', p_reason);
  return query
    select p.id, p.wrapped_key::text, p.name::text, p.born_on::text, p.sex::text, p.phone::text,
           p.address::text,
           coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'type', d.type,
                       'number', d.number, 'validUntil', d.valid_until) order by d.recorded_at, d.id)
                       from identity_document d where d.person = p.id), '[]')
      from person p where p.id = p_person;
end
$$;

-- One sealed content of a case: its application (latest, or of a version), a document, the
-- evidence of a check, the parameters of an agreement. `p_key` is the id within the case.
create function api_read_content(p_case uuid, p_kind text, p_key text, p_reason text, p_by actor)
  returns table (person uuid, wrapped_key text, place text, content text)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  found_case "case" := visible_case(p_case, p_by);
  found_row record;
  found_person person;
begin
  case p_kind
    when 'application' then
      select f.person, f.version::text as place, f.content into found_row from form_content f
       where f.case_id = p_case and (p_key is null or f.version = p_key::integer)
       order by f.version desc limit 1;
    when 'document' then
      select d.person, d.id::text as place, d.content into found_row from document d
       where d.case_id = p_case and d.id = p_key::uuid;
    when 'check' then
      select k.person, k.key as place, k.evidence as content into found_row from "check" k
       where k.case_id = p_case and k.id = p_key::bigint;
    when 'agreement' then
      select a.person, a.id::text as place, a.parameters as content into found_row from agreement a
       where a.case_id = p_case and a.id = p_key::uuid;
    else
      raise exception '没有这种内容。' using errcode = 'AJ400';
  end case;
  if found_row.content is null then
    raise exception '没有找到该内容。' using errcode = 'AJ404';
  end if;
  found_person := readable_person(found_row.person);
  perform record_event(p_by, found_case.center, p_case, found_case.person, 'content-read',
    jsonb_build_object('what', p_kind, 'key', found_row.place), p_reason);
  return query select found_row.person, found_person.wrapped_key::text, found_row.place::text,
    found_row.content::text;
end
$$;

-- Where the bytes lie and under which key. Before it is attached a file is its uploader's.
create function api_read_file(p_file uuid, p_reason text, p_by actor)
  returns table (
    id uuid, kind text, media_type text, size bigint, sha256 text, address text, wrapped_key text,
    key_holder text, person uuid, person_key text
  ) language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  found_file file;
  found_case "case";
  found_person person;
begin
  select * into found_file from file where file.id = p_file;
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
  perform record_event(p_by, found_file.center, found_file.case_id, found_case.person, 'file-read',
    jsonb_build_object('file', p_file, 'kind', found_file.kind), p_reason);
  return query select found_file.id, found_file.kind, found_file.media_type, found_file.size,
    found_file.sha256, found_file.address, found_file.wrapped_key::text, found_file.key_holder,
    found_file.person, found_person.wrapped_key::text;
end
$$;

-- What is done without changing anything, and has to be known all the same.
create function api_record_access(
  p_kind text, p_center text, p_case uuid, p_person uuid, p_public jsonb, p_content text, p_by actor
) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if p_kind not in ('signed-in', 'signed-out', 'sign-in-refused', 'person-searched', 'case-searched',
                    'list-exported', 'trail-read', 'trail-verified', 'access-refused') then
    raise exception '不能记录这种事项。' using errcode = 'AJ400';
  end if;
  perform record_event(p_by, p_center, p_case, p_person, p_kind, p_public, p_content);
end
$$;

create function api_touch_staff_seen(p_by actor) returns void
  language sql security definer set search_path = public, pg_temp
begin atomic
  update staff set last_seen_at = (p_by).at
   where id = (p_by).id
     and (last_seen_at is null or last_seen_at < (p_by).at - interval '1 minute');
end;

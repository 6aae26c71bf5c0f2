-- What outside systems send by themselves: taken once by the sender's serial number, matched to the
-- message of ours that it answers, dealt with by the run worker. What matches nothing waits for a
-- supervisor (inbox-unmatched).

alter table inbox
  add column about text,
  add column outbox bigint references outbox,
  add column content_hash text check (content_hash ~ '^[0-9a-f]{64}$'),
  add column wrapped_key wrapped_key,
  add column key_id text,
  add column attempts integer not null default 0,
  -- Due from the start.
  add column available_at timestamptz not null default '-infinity',
  add column last_error text;
create index inbox_due on inbox (available_at, id) where handled_at is null and case_id is not null;
comment on column inbox.about is 'The key of our message that it answers, in the sender''s words.';
comment on column inbox.outbox is 'That message, when it is one of ours.';
comment on column inbox.content_hash is 'SHA-256 of what it says: the same serial number with other content is a conflict.';
comment on column inbox.wrapped_key is 'Its own data key, wrapped by the center''s key, while it belongs to nobody; null: sealed under the person''s key.';
comment on column inbox.key_id is 'Id of the wrapping key.';
comment on column inbox.attempts is 'How often it was tried.';
comment on column inbox.available_at is 'Not to be tried before; at first at once.';
comment on column inbox.last_error is 'Code of the last fault; never the content.';

create type new_message as (
  serial text, kind text, about text, outbox bigint, content_hash text, payload text,
  wrapped_key text, key_id text
);
comment on type new_message is 'A message from outside, sealed; with the message of ours that it answers, if that was found.';

-- Takes a message from the program that acts: it is the sender. Returns what it was: new, known
-- (this serial number came before and said the same) or other (it said something else).
create function api_receive_message(p_message new_message, p_by actor) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  answered outbox;
  own_center text;
  earlier text;
begin
  select * into answered from outbox where id = (p_message).outbox;
  if (p_by).role <> 'channel' or (answered.id is not null and (
       answered.key is distinct from (p_message).about
       or not in_scope(p_by, answered.center, null))) then
    raise exception '没有找到所答复的消息。' using errcode = 'AJ404';
  end if;
  -- Of a sender who serves one center, that is where an unmatched message belongs.
  select min(g.center) into own_center from staff_scope g
   where g.staff = (p_by).id and g.role = 'channel' and in_scope(p_by, g.center, null)
  having count(distinct g.center) = 1;
  insert into inbox (sender, serial, kind, about, outbox, case_id, center, content_hash, payload,
    wrapped_key, key_id, received_at)
  values ((p_by).id, (p_message).serial, (p_message).kind, (p_message).about, answered.id,
    answered.case_id, coalesce(answered.center, own_center), (p_message).content_hash,
    (p_message).payload, (p_message).wrapped_key, (p_message).key_id, (p_by).at)
  on conflict (sender, serial) do nothing;
  if found then
    return 'new';
  end if;
  select content_hash into earlier from inbox
   where sender = (p_by).id and serial = (p_message).serial;
  return case when earlier = (p_message).content_hash then 'known' else 'other' end;
end
$$;

grant select (about, outbox, attempts, last_error) on inbox to anju_api;
select close_functions();

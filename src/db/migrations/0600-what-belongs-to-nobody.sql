-- What belongs to nobody: a data key of the center's own for reasons and notes that are about no
-- person, so that the keys that wrap can be replaced; and files that can be destroyed.

create table center_key (
  center      text primary key references center,
  wrapped_key wrapped_key not null,
  key_id      text not null
);
comment on table center_key is 'The data key of what belongs to no person: reasons without a case, who paid money that nobody owns yet.';
comment on column center_key.center is 'Of which center.';
comment on column center_key.wrapped_key is 'The data key, wrapped by the center''s key.';
comment on column center_key.key_id is 'Id of the wrapping key.';
grant select on center_key to anju_app, anju_api;
grant update (wrapped_key, key_id) on center_key to anju_app;

-- Whoever needs the key first brings one; all of them go on with the one that stands.
create function api_keep_center_key(p_center text, p_wrapped text, p_key_id text) returns text
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  stands text;
begin
  insert into center_key (center, wrapped_key, key_id) values (p_center, p_wrapped, p_key_id)
  on conflict (center) do nothing;
  select wrapped_key::text into stands from center_key where center = p_center;
  return stands;
end
$$;
revoke execute on function api_keep_center_key from public;
grant execute on function api_keep_center_key to anju_app, anju_api;

alter table file alter wrapped_key drop not null;
alter table file add column key_destroyed_at timestamptz,
  add constraint file_key_destroyed check ((wrapped_key is null) = (key_destroyed_at is not null));
comment on column file.key_destroyed_at is 'When the key was destroyed: nobody needed the file, or it was a list that a forgotten person stood in.';
grant select (key_destroyed_at) on file to anju_api;
create index file_left on file (uploaded_at) where key_holder = 'center' and wrapped_key is not null;
create index draft_left on web.draft (updated_at);

comment on column suspense_item.note is 'What the payer wrote, sealed under the center''s data key.';
comment on column suspense_item.payer is 'Who paid, as the bank told it: name and account, sealed under the center''s data key; null: not told.';
comment on column file.wrapped_key is 'The file''s data key, wrapped by the center''s key or, once attached, the person''s; null: destroyed.';
comment on column file.key_id is 'Id of the wrapping key; `person` once attached, `destroyed` when there is none.';

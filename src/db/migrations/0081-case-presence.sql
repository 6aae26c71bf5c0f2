-- Who has a case open at this moment: seen again every few seconds, else forgotten. Nothing that
-- happened; no line of the trail.

create unlogged table web.case_presence (
  case_id  uuid not null,
  staff    text not null,
  since    timestamptz not null default now(),
  seen_at  timestamptz not null default now(),
  primary key (case_id, staff)
);
create index case_presence_seen on web.case_presence (seen_at);
comment on table web.case_presence is 'Members of the staff who have a case open now.';
comment on column web.case_presence.case_id is 'Which case.';
comment on column web.case_presence.staff is 'Who looks at it.';
comment on column web.case_presence.since is 'Since when.';
comment on column web.case_presence.seen_at is 'When the connection of their screen was last alive.';

grant select, insert, update, delete on web.case_presence to anju_api;
grant select on web.case_presence to anju_app;

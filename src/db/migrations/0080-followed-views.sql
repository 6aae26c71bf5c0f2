-- Standing questions: who follows which saved view of cases, and what of it they already know.

create table web.followed_view (
  view         uuid not null references web.saved_view (id) on delete cascade,
  staff        text not null,
  known        uuid[] not null default '{}',
  followed_at  timestamptz not null default now(),
  looked_at    timestamptz not null default now(),
  primary key (staff, view)
);
create index followed_view_view on web.followed_view (view);
comment on table web.followed_view is 'Views somebody is told about when a case comes into them.';
comment on column web.followed_view.view is 'Which view; gone with it.';
comment on column web.followed_view.staff is 'Who follows it.';
comment on column web.followed_view.known is 'Ids of the cases in the view that they have taken note of; nothing else of them.';
comment on column web.followed_view.followed_at is 'Since when.';
comment on column web.followed_view.looked_at is 'When they last took note.';

grant select, insert, update, delete on web.followed_view to anju_api;
grant select on web.followed_view to anju_app;

-- The trail is read newest first by any of its keys, and its chain is verified in the background.

-- Each index gives its events in the order of the pages: a page costs what it shows, however long
-- the trail is. The order is the business instant's, with the running number for those at once.
drop index event_actor;
drop index event_kind;
create index event_time on event (center, at desc, id desc);
create index event_actor on event (center, actor, at desc, id desc);
create index event_kind on event (center, kind, at desc, id desc);
create index event_role on event (center, actor_role, at desc, id desc);

create table web.verification (
  id           uuid primary key,
  staff        text not null,
  centers      text[] not null,
  state        text not null check (state in ('running', 'done', 'failed')),
  walked       bigint not null default 0,
  total        bigint not null default 0,
  started_at   timestamptz not null,
  beat_at      timestamptz not null,
  finished_at  timestamptz,
  report       jsonb,
  check ((state = 'running') = (finished_at is null)),
  check ((state = 'done') = (report is not null))
);
create index verification_started on web.verification (started_at desc);
comment on table web.verification is 'Verifications of the chain of the trail: how far each is, and what it found.';
comment on column web.verification.id is 'Opaque id.';
comment on column web.verification.staff is 'Who asked for it.';
comment on column web.verification.centers is 'Whose chains are walked.';
comment on column web.verification.state is 'running 校验中, done 已完成, failed 未能完成.';
comment on column web.verification.walked is 'Seals walked so far.';
comment on column web.verification.total is 'Seals there were when it began.';
comment on column web.verification.started_at is 'When it was asked for.';
comment on column web.verification.beat_at is 'When its process last said that it goes on; a process that died says nothing.';
comment on column web.verification.finished_at is 'When it ended; null while it runs.';
comment on column web.verification.report is 'A report per center: numbers of seals and events, kinds of problems; nothing personal.';

grant select, insert, update, delete on web.verification to anju_api;
grant select on web.verification to anju_app;

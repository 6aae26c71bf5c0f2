-- What workers say of themselves, every few seconds: that they live, how the outside systems answer
-- them, and how far the runs are. All instants are by the clock of this database, so that an age
-- means the same whoever wrote it.

create table process_beat (
  process      uuid primary key,
  kind         text not null check (kind in ('cases', 'runs')),
  build        text not null,
  started_at   timestamptz not null,
  beat_at      timestamptz not null
);
comment on table process_beat is 'Worker processes and their last sign of life; a process that ends politely takes its row along.';
comment on column process_beat.process is 'Drawn anew at every start.';
comment on column process_beat.kind is 'cases: works on cases; runs: delivers messages and seals the trail.';
comment on column process_beat.build is 'Release, and the digest of its workflow code where it has some.';
comment on column process_beat.started_at is 'Since when it runs.';
comment on column process_beat.beat_at is 'Its last sign of life.';

create table outside_beat (
  process      uuid not null,
  system       text not null,
  state        text not null check (state in ('up', 'slow', 'open')),
  since        timestamptz not null,
  asked_at     timestamptz,
  answered_at  timestamptz,
  last_error   text,
  last_error_at timestamptz,
  held_back    integer not null check (held_back >= 0),
  primary key (process, system)
);
comment on table outside_beat is 'How an outside system answers one process.';
comment on column outside_beat.process is 'Which process says so.';
comment on column outside_beat.system is 'Of which system.';
comment on column outside_beat.state is 'up; slow: late or failing now and then; open: not asked for a while because it failed too often.';
comment on column outside_beat.since is 'Since when it is in this state.';
comment on column outside_beat.asked_at is 'When the last attempt ended; null: not asked yet.';
comment on column outside_beat.answered_at is 'When it last answered; null: it has not.';
comment on column outside_beat.last_error is 'Reason of the latest failure, also when it is over; a code.';
comment on column outside_beat.last_error_at is 'When that was.';
comment on column outside_beat.held_back is 'Requests that wait for a free place.';

create table run_beat (
  process      uuid not null,
  run          text not null,
  passed_at    timestamptz,
  done_at      timestamptz,
  fault_at     timestamptz,
  fault        text,
  primary key (process, run)
);
comment on table run_beat is 'How far a run of one process is.';
comment on column run_beat.process is 'Which process says so.';
comment on column run_beat.run is 'outbox: outgoing messages; seal: the chain of the trail.';
comment on column run_beat.passed_at is 'When a pass last ended well, whether or not there was something to do.';
comment on column run_beat.done_at is 'When a pass last did something.';
comment on column run_beat.fault_at is 'When a pass last failed.';
comment on column run_beat.fault is 'Name of that fault; never its text.';

create table retry_beat (
  process      uuid not null,
  case_id      uuid not null,
  activity     text not null,
  attempt      integer not null check (attempt > 0),
  failed_at    timestamptz not null,
  fault        text not null,
  primary key (process, case_id, activity)
);
comment on table retry_beat is 'Steps of cases that failed more than once in one process and will be tried again.';
comment on column retry_beat.process is 'Which process says so.';
comment on column retry_beat.case_id is 'Of which case.';
comment on column retry_beat.activity is 'Which step.';
comment on column retry_beat.attempt is 'How often it was tried.';
comment on column retry_beat.failed_at is 'When it failed last.';
comment on column retry_beat.fault is 'Code of the fault; never its text.';

-- The radar walks through all open cases; most cases are closed.
create index case_open on "case" (id) where closed_at is null;
-- The board counts the answers of the last hour; checks are only ever added, in the order of time.
create index check_answered on "check" using brin (answered_at);

grant select, insert, update, delete on process_beat, outside_beat, run_beat, retry_beat
  to anju_app;
grant select on process_beat, outside_beat, run_beat, retry_beat to anju_api;

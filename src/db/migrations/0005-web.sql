-- What the API keeps for itself: sessions, idempotency records, drafts, saved views.
create schema web;
comment on schema web is 'What the API keeps for itself; the only tables it may write.';

create table web.session (
  id_hash      text primary key,
  staff        text not null,
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  content      text not null
);
create index session_staff on web.session (staff);
create index session_expiry on web.session (expires_at);
comment on table web.session is 'Signed-in browsers.';
comment on column web.session.id_hash is 'Keyed hash of the session id; the id itself is only in the cookie.';
comment on column web.session.staff is 'Who is signed in.';
comment on column web.session.created_at is 'Since when; bounds its whole length.';
comment on column web.session.last_seen_at is 'Last request; bounds its idle time.';
comment on column web.session.expires_at is 'When it ends at the latest.';
comment on column web.session.content is 'Tokens and strength of sign-in as JSON, sealed under the session key.';

create table web.sign_in (
  state_hash   text primary key,
  content      text not null,
  created_at   timestamptz not null default now()
);
comment on table web.sign_in is 'Sign-ins on their way through the identity provider.';
comment on column web.sign_in.state_hash is 'Keyed hash of the state parameter.';
comment on column web.sign_in.content is 'Code verifier, nonce and way back as JSON, sealed under the session key.';
comment on column web.sign_in.created_at is 'When it began.';

create table web.idempotency (
  caller       text not null,
  key_hash     text not null,
  request_hash text not null,
  state        text not null check (state in ('running', 'done')),
  status       integer,
  response     text,
  location     text,
  created_at   timestamptz not null default now(),
  primary key (caller, key_hash)
);
create index idempotency_age on web.idempotency (created_at);
comment on table web.idempotency is 'What was answered to a request with an Idempotency-Key.';
comment on column web.idempotency.caller is 'Staff id.';
comment on column web.idempotency.key_hash is 'Hash of the key.';
comment on column web.idempotency.request_hash is 'Hash of method, path and body: the same key with another request is refused.';
comment on column web.idempotency.state is 'running: being answered; done: answered.';
comment on column web.idempotency.status is 'HTTP status of the answer.';
comment on column web.idempotency.response is 'Body of the answer, sealed under the session key.';
comment on column web.idempotency.location is 'Location header of the answer.';
comment on column web.idempotency.created_at is 'When it came.';

create table web.draft (
  id           uuid primary key,
  staff        text not null,
  center       text not null,
  type         text not null,
  wrapped_key  wrapped_key not null,
  key_id       text not null,
  content      sealed not null,
  version      integer not null default 1,
  updated_at   timestamptz not null default now()
);
create index draft_staff on web.draft (staff, updated_at desc);
comment on table web.draft is 'Forms begun and not sent.';
comment on column web.draft.id is 'Opaque id.';
comment on column web.draft.staff is 'Whose.';
comment on column web.draft.center is 'For which center.';
comment on column web.draft.type is 'Case type.';
comment on column web.draft.wrapped_key is 'The draft''s own data key, wrapped by the center''s.';
comment on column web.draft.key_id is 'Id of the wrapping key.';
comment on column web.draft.content is 'The form so far as JSON, sealed.';
comment on column web.draft.version is 'Counts changes.';
comment on column web.draft.updated_at is 'When it last changed.';

create table web.saved_view (
  id           uuid primary key,
  staff        text not null,
  center       text not null,
  branch       text,
  shared       boolean not null default false,
  name         text not null,
  query        jsonb not null,
  updated_at   timestamptz not null default now()
);
create index saved_view_staff on web.saved_view (staff, name);
comment on table web.saved_view is 'Lists somebody wants to see again.';
comment on column web.saved_view.id is 'Opaque id.';
comment on column web.saved_view.staff is 'Whose.';
comment on column web.saved_view.center is 'Of which center.';
comment on column web.saved_view.branch is 'For whom it is shared: this branch, or null for the center.';
comment on column web.saved_view.shared is 'true: others see it too.';
comment on column web.saved_view.name is 'What it is called.';
comment on column web.saved_view.query is 'Filters and order; opaque ids only, nothing personal.';
comment on column web.saved_view.updated_at is 'When it last changed.';

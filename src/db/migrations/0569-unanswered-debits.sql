-- A debit that the bank does not answer stays with the bank until it has said what became of it: no answer is no
-- refusal. After its days it is a task of the center's supervisors. It ends by the bank's answer, whenever and however that
-- comes, or by its word on paper that it did not carry it out, recorded by one supervisor and confirmed by another.

alter table debit add column answered_at timestamptz;
comment on column debit.answered_at is 'When it was known what became of it; null: it is not yet, or was before this was kept.';

create table unanswered_debit (
  id           uuid primary key default gen_random_uuid(),
  debit        text not null unique references debit,
  center       text not null references center,
  found_on     date not null,
  found_at     timestamptz not null,
  state        text not null default 'open' check (state in ('open', 'answered', 'not-carried-out')),
  document     text check (length(document) between 1 and 60),
  proposed_by  text references staff,
  proposed_at  timestamptz,
  settled_by   text,
  settled_at   timestamptz,
  version      integer not null default 1,
  check (num_nonnulls(document, proposed_by, proposed_at) in (0, 3)),
  check ((state = 'open') = (settled_at is null)),
  check ((state = 'not-carried-out') <= (document is not null))
);
create index unanswered_debit_open on unanswered_debit (center, found_on, id) where state = 'open';
comment on table unanswered_debit is 'Debits that the bank had for its days and did not answer (扣款未回报).';
comment on column unanswered_debit.id is 'Opaque id.';
comment on column unanswered_debit.debit is 'Key of the instruction.';
comment on column unanswered_debit.center is 'Whose.';
comment on column unanswered_debit.found_on is 'From which day on it is a person''s to look after.';
comment on column unanswered_debit.found_at is 'When that was found.';
comment on column unanswered_debit.state is 'open 待银行回报, answered 银行已回报, not-carried-out 银行书面确认未扣款.';
comment on column unanswered_debit.document is 'The bank''s document that it did not carry it out; null: none is recorded.';
comment on column unanswered_debit.proposed_by is 'Who recorded that document.';
comment on column unanswered_debit.proposed_at is 'When.';
comment on column unanswered_debit.settled_by is 'bank, or who confirmed the document.';
comment on column unanswered_debit.settled_at is 'When.';
comment on column unanswered_debit.version is 'Grows with every change.';

alter table task add column debit uuid references unanswered_debit;
alter table task drop constraint task_about;
alter table task add constraint task_about
  check (num_nonnulls(case_id, suspense, difference, proof, correction, debit) = 1);
create unique index task_debit on task (debit) where closed_at is null and debit is not null;
comment on column task.debit is 'The debit without an answer (扣款未回报) it is about; null: another thing.';

create or replace function open_money_task(p_task task, p_figure text) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  days integer := coalesce((p_task).working_days,
    center_figure((p_task).center, p_figure, (p_task).opened_on)::integer, 0);
  due date := working_day_after((p_task).opened_on, days);
begin
  insert into task (id, center, kind, role, not_by, opened_at, opened_on, working_days, due_on,
      due_provisional, suspense, difference, proof, correction, debit)
    values (gen_random_uuid(), (p_task).center, (p_task).kind, 'supervisor',
            coalesce((p_task).not_by, '{}'), (p_task).opened_at, (p_task).opened_on, days, due,
            calendar_provisional((p_task).opened_on, due), (p_task).suspense, (p_task).difference,
            (p_task).proof, (p_task).correction, (p_task).debit);
end
$$;

-- The task follows the debit: there as long as nobody knows what became of it.
create function follow_unanswered_debit() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  owed task;
begin
  if new.state <> 'open' then
    update task set closed_at = new.settled_at, closed_by = new.settled_by, version = version + 1
     where debit = new.id and closed_at is null;
    return null;
  end if;
  owed.center := new.center;
  owed.kind := 'unanswered-debit';
  owed.opened_at := new.found_at;
  owed.opened_on := new.found_on;
  owed.debit := new.id;
  perform open_money_task(owed, 'difference-days');
  return null;
end
$$;
create trigger follow_unanswered_debit_in after insert on unanswered_debit
  for each row execute function follow_unanswered_debit();
create trigger follow_unanswered_debit after update of state on unanswered_debit
  for each row when (new.state is distinct from old.state) execute function follow_unanswered_debit();

-- Whoever books the answer, by whatever way it came, ends the waiting, and a document that waits for another supervisor.
create function debit_answered() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update unanswered_debit set state = 'answered', settled_by = 'bank', settled_at = coalesce(new.answered_at, found_at),
         document = null, proposed_by = null, proposed_at = null, version = version + 1
   where debit = new.key and state = 'open';
  return null;
end
$$;
create trigger debit_answered after update of state on debit
  for each row when (old.state = 'sent' and new.state <> 'sent') execute function debit_answered();

create function api_settle_debit(p_id uuid, p_version integer, p_action text, p_document text,
  p_reason text, p_on date, p_by actor) returns integer
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one unanswered_debit;
  told debit;
begin
  select b.* into told from unanswered_debit u join debit b on b.key = u.debit where u.id = p_id;
  if told.key is null or not in_scope(p_by, told.center, null) then
    raise exception '没有找到这笔扣款。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, told.center, 'supervisor');
  -- Account and debit before what is said of them, as whoever books an answer takes them.
  perform 1 from account where number = told.account for no key update;
  select * into told from debit where key = told.key for update;
  select * into one from unanswered_debit where id = p_id for update;
  if one.state <> 'open' then
    raise exception '%', case one.state when 'answered' then '银行已经回报，不须再办。'
      else '这笔扣款已经按银行的书面确认办结。' end using errcode = 'AJ409';
  end if;
  if one.version <> p_version then
    raise exception '这笔扣款已有变化，请核对后再提交。' using errcode = 'AJ412';
  end if;
  if p_action = 'record' and one.proposed_by is not null then
    raise exception '银行的书面确认已经登记，等另一名主管复核；登记有误的，请先退回。' using errcode = 'AJ409';
  end if;
  if p_action in ('confirm', 'decline') and one.proposed_by is null then
    raise exception '没有待复核的书面确认。' using errcode = 'AJ409';
  end if;
  if p_action = 'record' then
    update unanswered_debit set document = p_document, proposed_by = (p_by).id,
           proposed_at = (p_by).at, version = version + 1 where id = p_id;
  elsif p_action = 'decline' then
    update unanswered_debit set document = null, proposed_by = null, proposed_at = null,
           version = version + 1 where id = p_id;
  elsif p_action = 'confirm' then
    perform require_second(one.proposed_by, '书面确认须由登记人以外的主管复核。', p_by);
    update unanswered_debit set state = 'not-carried-out', settled_by = (p_by).id,
           settled_at = (p_by).at, version = version + 1 where id = p_id;
    update debit set state = 'refused', outcome = 'not-carried-out', booked_on = p_on,
           answered_at = (p_by).at where key = told.key;
    -- It was no attempt. While days are left the next list asks the bank again; after that the holder did not miss it.
    update contribution_due d set attempts_max = d.attempts_max + 1, last_outcome = 'not-carried-out',
           next_on = case when p_on <= d.grace_until then p_on end,
           left_out = case when p_on <= d.grace_until then d.left_out else 'unanswered' end
     where d.account = told.account and d.covers_from = told.covers_from and d.state = 'open';
    -- It stays failed: what the bank moves after all is still booked and told there.
    update run_item set outcome = 'not-carried-out' where run = told.run and n = told.n;
  else
    raise exception '没有这项操作。' using errcode = 'AJ400';
  end if;
  perform record_event(p_by, one.center, null,
    (select person from account where number = told.account),
    case p_action when 'record' then 'debit-refusal-recorded' when 'decline' then 'debit-refusal-declined'
      else 'debit-refusal-confirmed' end,
    jsonb_strip_nulls(jsonb_build_object('item', p_id, 'amount', told.amount::text,
      'month', told.covers_from, 'document', coalesce(p_document, one.document), 'reason', p_reason,
      'proposedBy', case when p_action = 'confirm' then one.proposed_by end)));
  return one.version + 1;
end
$$;

-- Those that nobody looked after before.
insert into unanswered_debit (debit, center, found_on, found_at)
  select b.key, b.center, shanghai_date(coalesce(i.settled_at, t.delivered_at)),
         coalesce(i.settled_at, t.delivered_at)
    from debit b join debit_batch t on t.run = b.run and t.batch = b.batch
    join run_item i on i.run = b.run and i.n = b.n
   where b.state = 'sent' and i.state = 'failed' and t.delivered_at is not null;

comment on column contribution_due.left_out is
  'Why lists left it out: outside-limits 超出上下限, data-unreadable 加密信息打不开, month-over 发送时已过期限, cycle-over 当期没有扣款, cycles-over-mandate-limit 几期合并超限额 as long as nothing else ever did, else what did first; not-asked 应再扣款时没有名单, unanswered 银行没有按时回报, amount-differs 银行扣款金额不符 at last; null: none has.';

grant select on unanswered_debit to anju_app, anju_api;
grant insert on unanswered_debit to anju_app;
select close_functions();

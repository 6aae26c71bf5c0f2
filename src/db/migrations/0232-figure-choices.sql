-- What becomes of running cases when a figure changes (参数变更的衔接): a choice for each class of cases,
-- recorded before it takes force, by two supervisors. Nothing is ever taken away.

create table figure_choice (
  id           uuid primary key,
  proposal     uuid not null references figure_proposal,
  center       text not null references center,
  class        text not null check (class ~ '^[a-z][a-z-]*$'),
  pick         text not null check (pick in ('keep', 'new', 'singly')),
  cases        integer not null check (cases > 0),
  reason       text not null,
  asked_by     text not null,
  asked_at     timestamptz not null,
  decided_by   text,
  decided_at   timestamptz,
  approved     boolean,
  decision_reason text,
  check ((decided_by is null) = (decided_at is null)),
  check ((decided_by is null) = (approved is null)),
  check (decided_by is null or decided_by <> asked_by)
);
-- Of a class one choice counts; a declined one may be followed by another.
create unique index figure_choice_once on figure_choice (proposal, class)
  where approved is distinct from false;
comment on table figure_choice is 'Choices for running cases that a figure touches (参数变更的衔接), by class; append-only but for the decision.';
comment on column figure_choice.id is 'Opaque id.';
comment on column figure_choice.proposal is 'Which change of a figure.';
comment on column figure_choice.center is 'Whose.';
comment on column figure_choice.class is 'What would change of the cases: src/policy/figure-choice.ts.';
comment on column figure_choice.pick is 'keep 沿用原参数, new 适用新参数, singly 逐件决定.';
comment on column figure_choice.cases is 'How many cases it was asked for.';
comment on column figure_choice.reason is 'Why; about nobody.';
comment on column figure_choice.asked_by is 'Who asked for it.';
comment on column figure_choice.asked_at is 'When.';
comment on column figure_choice.decided_by is 'Who decided; never who asked.';
comment on column figure_choice.decided_at is 'When.';
comment on column figure_choice.approved is 'Whether it counts; null: undecided.';
comment on column figure_choice.decision_reason is 'Why; about nobody.';

create table figure_choice_case (
  choice       uuid not null references figure_choice,
  case_id      uuid not null references "case",
  own          text check (own in ('keep', 'new')),
  own_by       text,
  second_by    text,
  settled_at   timestamptz,
  primary key (choice, case_id),
  check ((own is null) = (own_by is null)),
  check (second_by is null or second_by <> own_by),
  check ((second_by is null) = (settled_at is null))
);
create index figure_choice_case_case on figure_choice_case (case_id);
comment on table figure_choice_case is 'The cases a choice is about, as they were listed; with singly, what was chosen for each.';
comment on column figure_choice_case.choice is 'Which choice.';
comment on column figure_choice_case.case_id is 'Which case.';
comment on column figure_choice_case.own is 'With singly: what was chosen for this case; null: nothing yet.';
comment on column figure_choice_case.own_by is 'Who chose it first.';
comment on column figure_choice_case.second_by is 'Who chose the same after: it counts from then on.';
comment on column figure_choice_case.settled_at is 'When.';

create function figure_choice_stays() returns trigger language plpgsql as $$
begin
  if old.decided_by is not null
     or (new.id, new.proposal, new.center, new.class, new.pick, new.cases, new.reason, new.asked_by,
         new.asked_at)
        is distinct from
        (old.id, old.proposal, old.center, old.class, old.pick, old.cases, old.reason, old.asked_by,
         old.asked_at) then
    raise exception 'of a choice only its decision is written, once' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger figure_choice_stays before update on figure_choice
  for each row execute function figure_choice_stays();
create trigger append_only before delete on figure_choice
  for each row execute function refuse_change();
create trigger append_only before delete on figure_choice_case
  for each row execute function refuse_change();

-- The change, when the actor is a supervisor there and it has not taken force.
create function figure_change_ahead(p_proposal uuid, p_by actor) returns figure_proposal
  language plpgsql set search_path = public, pg_temp as $$
declare
  proposal figure_proposal;
begin
  select * into proposal from figure_proposal where id = p_proposal for update;
  if proposal.id is null or not in_scope(p_by, proposal.center, null) then
    raise exception '没有找到该参数提案。' using errcode = 'AJ404';
  end if;
  perform require_role(p_by, proposal.center, 'supervisor');
  if proposal.approved is false then
    raise exception '该参数提案没有获得同意，不需要选择。' using errcode = 'AJ409';
  end if;
  if proposal.valid_from <= shanghai_date((p_by).at) then
    raise exception '该参数已经生效，衔接办法须在生效以前确定。' using errcode = 'AJ409';
  end if;
  return proposal;
end
$$;

create function api_propose_figure_choice(p_choice uuid, p_proposal uuid, p_class text, p_pick text,
  p_cases uuid[], p_reason text, p_by actor) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ahead figure_proposal := figure_change_ahead(p_proposal, p_by);
begin
  if exists (select from unnest(p_cases) i
             where not exists (select from "case" c where c.id = i and c.center = ahead.center)) then
    raise exception '名单中有不属于本中心的业务。' using errcode = 'AJ400';
  end if;
  if exists (select from figure_choice where proposal = p_proposal and class = p_class
                and approved is distinct from false) then
    raise exception '这一类的衔接办法已经提出或者确定。' using errcode = 'AJ409';
  end if;
  insert into figure_choice (id, proposal, center, class, pick, cases, reason, asked_by, asked_at)
    values (p_choice, p_proposal, ahead.center, p_class, p_pick, cardinality(p_cases), p_reason,
            (p_by).id, (p_by).at);
  insert into figure_choice_case (choice, case_id) select p_choice, i from unnest(p_cases) i;
  perform record_event(p_by, ahead.center, null, null, 'figure-choice-asked', jsonb_build_object(
    'choice', p_choice, 'proposal', p_proposal, 'name', ahead.name, 'class', p_class,
    'pick', p_pick, 'cases', cardinality(p_cases), 'reason', p_reason));
end
$$;

-- A line on every case it is about: it stays with the case for ever.
create function tell_chosen(p_by actor, p_cases uuid[], p_name text, p_pick text) returns void
  language sql set search_path = public, pg_temp
begin atomic
  select record_event(p_by, c.center, c.id, c.person, 'figure-chosen',
    jsonb_build_object('name', p_name, 'pick', p_pick))
    from "case" c where c.id = any (p_cases);
end;

create function api_decide_figure_choice(p_choice uuid, p_approve boolean, p_reason text, p_by actor)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  chosen figure_choice;
  ahead figure_proposal;
begin
  select * into chosen from figure_choice where id = p_choice for update;
  if chosen.id is null then
    raise exception '没有找到该衔接办法。' using errcode = 'AJ404';
  end if;
  ahead := figure_change_ahead(chosen.proposal, p_by);
  if chosen.decided_by is not null then
    raise exception '该衔接办法已经决定。' using errcode = 'AJ409';
  end if;
  if chosen.asked_by = (p_by).id then
    raise exception '衔接办法须由提出人以外的主管决定。' using errcode = 'AJ410';
  end if;
  update figure_choice set decided_by = (p_by).id, decided_at = (p_by).at, approved = p_approve,
    decision_reason = p_reason where id = p_choice;
  perform record_event(p_by, chosen.center, null, null, case when p_approve
      then 'figure-choice-approved' else 'figure-choice-declined' end, jsonb_build_object(
    'choice', p_choice, 'proposal', chosen.proposal, 'name', ahead.name, 'class', chosen.class,
    'pick', chosen.pick, 'cases', chosen.cases, 'reason', p_reason));
  if p_approve and chosen.pick <> 'singly' then
    perform tell_chosen(p_by, array(select case_id from figure_choice_case where choice = p_choice),
      ahead.name, chosen.pick);
  end if;
end
$$;

-- One case by itself: chosen by one, and counting once another one has chosen the same.
create function api_choose_figure_singly(p_choice uuid, p_case uuid, p_pick text, p_reason text,
  p_by actor) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  chosen figure_choice;
  ahead figure_proposal;
  one figure_choice_case;
begin
  select * into chosen from figure_choice where id = p_choice;
  if chosen.id is null then
    raise exception '没有找到该衔接办法。' using errcode = 'AJ404';
  end if;
  ahead := figure_change_ahead(chosen.proposal, p_by);
  if chosen.pick <> 'singly' or chosen.approved is distinct from true then
    raise exception '这一类没有确定为逐件决定。' using errcode = 'AJ409';
  end if;
  select * into one from figure_choice_case where choice = p_choice and case_id = p_case for update;
  if one.choice is null then
    raise exception '该业务不在名单中。' using errcode = 'AJ404';
  end if;
  if one.second_by is not null then
    raise exception '该业务已经决定。' using errcode = 'AJ409';
  end if;
  if one.own = p_pick and one.own_by = (p_by).id then
    raise exception '须由另一名主管作同样的选择。' using errcode = 'AJ410';
  end if;
  if one.own = p_pick then
    update figure_choice_case set second_by = (p_by).id, settled_at = (p_by).at
     where choice = p_choice and case_id = p_case;
    perform tell_chosen(p_by, array[p_case], ahead.name, p_pick);
  else
    update figure_choice_case set own = p_pick, own_by = (p_by).id
     where choice = p_choice and case_id = p_case;
  end if;
  perform record_event(p_by, chosen.center, null, null, 'figure-choice-singly', jsonb_build_object(
    'choice', p_choice, 'name', ahead.name, 'case', p_case, 'pick', p_pick,
    'second', one.own is not distinct from p_pick, 'reason', p_reason));
end
$$;

-- The figures that a case does not follow: those for which the old one was kept.
create function figures_kept(p_case uuid) returns table (center text, district text, name text,
  valid_from date) language sql stable set search_path = public, pg_temp as $$
  select p.center, p.district, p.name, p.valid_from
    from figure_choice_case k
    join figure_choice c on c.id = k.choice and c.approved
    join figure_proposal p on p.id = c.proposal and p.approved
   where k.case_id = p_case
     and (c.pick = 'keep' or c.pick = 'singly' and k.own = 'keep' and k.second_by is not null)
$$;

grant select on figure_choice, figure_choice_case to anju_api, anju_app;
select close_functions();
grant execute on function figures_kept to anju_app;
grant execute on function api_propose_figure_choice, api_decide_figure_choice,
  api_choose_figure_singly to anju_api;

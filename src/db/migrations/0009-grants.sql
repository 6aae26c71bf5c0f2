-- Who may do what. Nothing is granted to everybody; a new table is closed until a line says more.

grant usage on schema public, web to anju_app, anju_api;

-- Workers read everything and write what a case or a run changes. The trail, decisions, checks,
-- forms and documents they only add to; nothing of a case is ever deleted.
grant select on all tables in schema public, web to anju_app;
grant usage on sequence account_number, case_number, document_number to anju_app;
grant insert on event, event_seal, decision, "check", form_content, document, effect to anju_app;
grant insert, update on person, account, balance, agreement, plan, "case", wait, task, claim,
  case_link, file, outbox, inbox, operation, operation_row to anju_app;
grant insert, update, delete on identity_document to anju_app;
grant delete on event_unsealed to anju_app;
grant update (wrapped_key, key_id) on web.draft to anju_app;
grant delete on web.session, web.sign_in, web.idempotency, web.draft to anju_app;

-- The API reads what it shows. What tells who somebody is, it reads through api_read_person,
-- api_read_content and api_read_file, which leave a line in the trail.
grant select on center, branch, staff, staff_scope, figure, figure_proposal, calendar_year,
  calendar_day, central_account, account, balance, "case", wait, task, decision, claim, case_link,
  note, event, event_seal, event_unsealed, operation, migration, migration_checksum to anju_api;
grant select (id, center, wrapped_key, key_id, key_destroyed_at, name_hash, phone_hash, masked,
  created_at) on person to anju_api;
grant select (id, person, center, type, number_hash, recorded_at) on identity_document to anju_api;
grant select (id, center, person, case_id, account, template_version, hash, state, monthly_amount,
  cycle, debit_day, offered_on, sign_by, signed_on, ended_on) on agreement to anju_api;
grant select (account, agreement, monthly_amount, cycle, debit_day, from_month, active)
  on plan to anju_api;
grant select (case_id, version, person, masked, sent_by, sent_at) on form_content to anju_api;
grant select (id, key, case_id, person, system, purpose, status, facts, evidence_hash, asked_at,
  answered_at, entered_by, confirmed_by) on "check" to anju_api;
grant select (id, key, case_id, person, kind, number, template, content_hash, issued_on, issued_at)
  on document to anju_api;
grant select (id, center, case_id, person, kind, media_type, size, sha256, key_holder, key_id,
  uploaded_by, uploaded_at) on file to anju_api;
grant select (operation, n, state, case_id, problem, at) on operation_row to anju_api;
grant select (id, key, center, case_id, person, kind, created_at, available_at, attempts,
  delivered_at, last_error, parked_at) on outbox to anju_api;
grant select (sender, serial, kind, case_id, received_at, handled_at) on inbox to anju_api;
grant select, insert, update, delete on all tables in schema web to anju_api;

-- Functions are open to everybody unless closed.
do $$
declare
  name regprocedure;
begin
  for name in
    select p.oid::regprocedure from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('revoke execute on function %s from public', name);
    if name::text like 'api\_%' then
      execute format('grant execute on function %s to anju_api', name);
    end if;
  end loop;
end
$$;
-- Workers count due dates with the same calendar.
grant execute on function is_working_day, working_day_after, calendar_provisional, shanghai_date
  to anju_app, anju_api;

-- What became of the items of a run is as firm as the list itself: at its end both digests are signed with who
-- proposed and approved the list, so that the list can be proved afterwards on paper.

-- What each item came to, in the order of the list; one that changed after the run ended shows in it.
create function run_outcomes(p_run text) returns text language sql stable
  set search_path = public, pg_temp as $$
  select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', n, state, coalesce(outcome, '-'),
           coalesce(journal::text, '-')), E'\n' order by n), ''), 'UTF8')), 'hex')
    from run_item where run = p_run
$$;

-- A printed list is confirmed by its code.
create index run_list_certificate on run (((result->'list'->>'certificate')::uuid))
  where state = 'done' and result ? 'list';

comment on column run.result is
  'What came out of it beyond its items: counts, codes, digests; list: the list and its outcomes as they were signed at the end.';

select close_functions();
grant execute on function run_outcomes to anju_app;
-- Reckoned from what the role reads anyway: whoever prints a list holds it against what was signed.
grant execute on function run_digest, run_outcomes to anju_api;

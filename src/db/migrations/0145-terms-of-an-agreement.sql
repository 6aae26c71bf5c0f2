-- Until which month an account may pay is told by the day of retirement, and that stands in the sealed
-- terms of its agreement: handed over as they are, to be opened for that day alone.
create function api_agreement_terms(p_agreement uuid) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select parameters::text from agreement where id = p_agreement
$$;
select close_functions();
grant execute on function api_agreement_terms to anju_app, anju_api;

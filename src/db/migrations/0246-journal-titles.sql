-- What a journal is called: interest that is credited when an account is emptied or closed is 销户结息, and not
-- that of 30 June. Kind and business code stay: table A.5 has one code for interest.

create function journal_title(p_kind text, p_key text) returns text
  language sql stable set search_path = public, pg_temp as $$
  select case when p_kind = 'interest' and p_key like 'interest/closing/%' then '销户结息'
              else (select k.title from journal_kind k where k.code = p_kind) end
$$;
revoke execute on function journal_title from public;
grant execute on function journal_title to anju_app, anju_api;
select close_functions();

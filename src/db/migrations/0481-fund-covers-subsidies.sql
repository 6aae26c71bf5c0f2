-- Subsidies are paid of what their fund has, and of nobody else's money: a list that costs more is not
-- approved and not gone on with, and nothing of it is credited, whatever left the fund since it was looked at.

create index suspense_funded on suspense_item (center) where state = 'funded';

-- What the fund of a center has, in yuan.
create function subsidy_fund(p_center text) returns numeric language sql stable
  set search_path = public, pg_temp as $$
  select coalesce(sum(amount), 0) from posting
   where center = p_center and book = 'subsidy-fund' and account is null
$$;

-- As before, and besides: no more than the fund has. Whoever credits has the fund to himself until he is done,
-- and what was given to it is not taken back meanwhile.
create or replace function subsidize(p_center text, p_run text, p_on date, p_items jsonb)
  returns table (n integer, journal bigint) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  going jsonb;
begin
  perform 1 from account
    where number in (select i->>'account' from jsonb_array_elements(p_items) i)
    order by number for no key update;
  perform pg_advisory_xact_lock(hashtextextended('subsidy-fund/' || p_center, 0));
  perform 1 from suspense_item where center = p_center and state = 'funded' order by id for share;
  select coalesce(jsonb_agg(to_jsonb(x) order by x.n), '[]') into going
    from jsonb_to_recordset(p_items) as x(n integer, account text, month text, contribution bigint,
           amount numeric, rate text)
    join account a on a.number = x.account and a.center = p_center and a.state <> 'closed'
   where exists (select from contribution c where c.account = x.account and c.month = x.month
                   and c.journal = x.contribution and c.taken_back is null)
     and not exists (select from subsidy s where s.account = x.account and s.month = x.month
                       and s.taken_back is null);
  if (select coalesce(sum((i->>'amount')::numeric), 0) from jsonb_array_elements(going) i)
       > subsidy_fund(p_center) then
    raise exception 'the fund of subsidies is too small' using errcode = 'AJ428';
  end if;
  return query
    with item as materialized (
      select x.*, concat_ws('/', 'subsidy', x.account, x.month, x.contribution) as key
        from jsonb_to_recordset(going) as x(n integer, account text, month text,
               contribution bigint, amount numeric, rate text)),
    posted as materialized (
      select l.key, l.journal from ledger_post(p_center, (
        select coalesce(jsonb_agg(jsonb_build_object('key', i.key, 'kind', 'subsidy',
                 'valueDate', p_on, 'by', 'subsidy', 'run', p_run, 'lines', jsonb_build_array(
                   jsonb_build_object('book', 'subsidy-fund', 'amount', (-i.amount)::text),
                   jsonb_build_object('book', 'personal', 'account', i.account,
                     'source', 'subsidy', 'amount', i.amount::text))) order by i.n), '[]')
          from item i)) l),
    kept as (
      insert into subsidy (journal, account, month, contribution, amount, rate)
        select p.journal, i.account, i.month, i.contribution, i.amount, i.rate
          from posted p join item i on i.key = p.key
      returning account, month, journal)
    select x.n, k.journal
      from jsonb_to_recordset(p_items) as x(n integer, account text, month text)
      left join kept k on k.account = x.account and k.month = x.month;
end
$$;

-- A list of subsidies is worked off by somebody's word only while the fund has what is left of it.
create function run_has_its_fund() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  wanted numeric := (select coalesce(sum(amount), 0) from run_item
    where run = new.id and verdict = 'due' and state = 'open');
  has numeric := subsidy_fund(new.center);
begin
  if wanted > has then
    raise exception '补贴资金现有%元，名单尚需%元，不能办理。', has::numeric(18, 2), wanted::numeric(18, 2)
      using errcode = 'AJ409', hint = '请先在暂收款页拨入补贴资金；还没有批准的名单也可以剔除部分项目。';
  end if;
  return new;
end
$$;
create trigger run_has_its_fund before update of state on run
  for each row when (new.kind = 'subsidy' and old.state in ('previewed', 'stopped')
    and new.state = 'working') execute function run_has_its_fund();

select close_functions();
grant execute on function subsidize to anju_app;

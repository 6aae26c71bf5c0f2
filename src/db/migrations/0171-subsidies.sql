-- Contribution subsidies (缴存补贴): off until a center sets a rate; paid from the fund that was given
-- for them, once for each month of an account, and taken back with the contribution they are for.

insert into journal_kind (code, title, business, heeds_holds, takes_current_first, note) values
  ('subsidy-funding', '拨入补贴资金', '99', false, false, '财政等拨入：借暂收款，贷缴存补贴资金。');

create table subsidy (
  journal      bigint primary key references journal,
  account      text not null references account,
  month        text not null check (month ~ '^\d{4}-\d{2}$'),
  contribution bigint not null references journal,
  amount       numeric(18, 2) not null check (amount > 0),
  rate         text not null,
  taken_back   bigint references journal
);
create unique index subsidy_month on subsidy (account, month) where taken_back is null;
create index subsidy_contribution on subsidy (contribution);
comment on table subsidy is 'Subsidies paid (缴存补贴): of a month one counts.';
comment on column subsidy.journal is 'The journal that credited it.';
comment on column subsidy.account is 'Whose.';
comment on column subsidy.month is 'The month it is for.';
comment on column subsidy.contribution is 'The journal of the contribution it was paid for.';
comment on column subsidy.amount is 'Yuan.';
comment on column subsidy.rate is 'The rate it was reckoned by, as the figure had it.';
comment on column subsidy.taken_back is 'The journal that took it back; null: it counts.';

-- Months paid in a center for which no subsidy was decided yet, the oldest journal first; with the
-- measures against a breach that were in force on the day of payment: the subsidy is lost, or months in a
-- row count anew from a month on.
create function subsidy_candidates(p_center text, p_from date, p_until date)
  returns table (account text, month text, amount numeric, paid_on date, contribution bigint,
    lost boolean, counts_from text)
  language sql stable set search_path = public, pg_temp as $$
  with decided as materialized (
    select i.subject from run r join run_item i on i.run = r.id
     where r.kind = 'subsidy' and r.center = p_center and r.state = 'done'
       and (i.verdict <> 'due' or i.state = 'done'))
  select c.account, c.month, c.amount, c.paid_on, c.journal, coalesce(m.lost, false), m.counts_from
    from contribution c join account a on a.number = c.account
    left join lateral (
      select bool_or(x.kind = 'subsidy-lost') as lost,
             max(x.from_month) filter (where x.kind = 'continuity-reset') as counts_from
        from measure x left join measure_end e on e.measure = x.id
       where x.account = c.account and x.kind in ('subsidy-lost', 'continuity-reset')
         and x.from_on <= c.paid_on and (x.until_on is null or x.until_on >= c.paid_on)
         and (e.ended_on is null or e.ended_on > c.paid_on)) m on true
   where a.center = p_center and a.state <> 'closed' and c.taken_back is null
     and c.paid_on between p_from and p_until
     and not exists (select from subsidy s where s.account = c.account and s.month = c.month
                       and s.taken_back is null)
     and not exists (select from decided d
                      where d.subject = c.account || '/' || c.month || '/' || c.journal)
   order by c.journal, c.month
$$;

-- Credits the subsidies of some items of a run, in the order given; a month whose contribution was
-- taken back meanwhile, or that has one already, gets none. Returns the journal of each, or null.
create function subsidize(p_center text, p_run text, p_on date, p_items jsonb)
  returns table (n integer, journal bigint) language plpgsql
  security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  going jsonb;
begin
  perform 1 from account
    where number in (select i->>'account' from jsonb_array_elements(p_items) i)
    order by number for no key update;
  select coalesce(jsonb_agg(to_jsonb(x) order by x.n), '[]') into going
    from jsonb_to_recordset(p_items) as x(n integer, account text, month text, contribution bigint,
           amount numeric, rate text)
    join account a on a.number = x.account and a.center = p_center and a.state <> 'closed'
   where exists (select from contribution c where c.account = x.account and c.month = x.month
                   and c.journal = x.contribution and c.taken_back is null)
     and not exists (select from subsidy s where s.account = x.account and s.month = x.month
                       and s.taken_back is null);
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

grant select on subsidy to anju_app, anju_api;
select close_functions();
grant execute on function subsidy_candidates, subsidize to anju_app;

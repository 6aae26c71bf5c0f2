-- Supplementary agreements (补充协议): another amount, cycle, debit day or card from the first month
-- that is not covered yet. What was agreed before stays; plans are versions of one another.

create table amendment (
  id           uuid primary key,
  center       text not null references center,
  agreement    uuid not null references agreement,
  account      text not null references account,
  person       uuid not null references person,
  case_id      uuid not null,
  template_version text not null,
  parameters   sealed not null,
  hash         text not null,
  state        text not null check (state in ('offered', 'active', 'lapsed', 'void')),
  changes      text[] not null check (changes <> '{}'
                 and changes <@ array['amount', 'cycle', 'debit-day', 'card']),
  monthly_amount numeric(18, 2) not null,
  cycle        text not null check (cycle in ('month', 'quarter', 'half-year', 'year')),
  debit_day    integer not null check (debit_day between 1 and 28),
  offered_on   date not null,
  sign_by      date not null,
  signed_on    date,
  signature    sealed,
  from_month   text check (from_month ~ '^\d{4}-\d{2}$'),
  in_force_on  date,
  ended_on     date,
  n            bigint generated always as identity unique,
  check ((state = 'active') = (in_force_on is not null)),
  check ((in_force_on is null) = (from_month is null)),
  check (state <> 'active' or signed_on is not null),
  check ((state in ('lapsed', 'void')) = (ended_on is not null))
);
-- An account has one that may come into force, whatever runs at the same time.
create unique index amendment_one_open_per_account on amendment (account) where state = 'offered';
create index amendment_account on amendment (account, n);
create index amendment_case on amendment (case_id);
comment on table amendment is 'Supplementary agreements (补充协议): what changes in an agreement, from which month. Never deleted.';
comment on column amendment.id is 'Opaque id; its sealed columns lie at the places of an agreement of this id.';
comment on column amendment.center is 'The center that is party to it.';
comment on column amendment.agreement is 'The agreement it changes.';
comment on column amendment.account is 'The account whose plan it changes.';
comment on column amendment.person is 'The person that is party to it.';
comment on column amendment.case_id is 'The case in which it was offered.';
comment on column amendment.template_version is 'Which text.';
comment on column amendment.parameters is 'What stands in the blanks, as JSON, sealed.';
comment on column amendment.hash is 'SHA-256 of template and parameters: what is signed.';
comment on column amendment.state is 'offered 待签或待银行办理, active 已生效, lapsed 逾期未办, void 作废.';
comment on column amendment.changes is 'What it changes: amount, cycle, debit-day, card.';
comment on column amendment.monthly_amount is 'Monthly amount (个人月缴存额) in yuan from then on.';
comment on column amendment.cycle is 'Contribution cycle from then on.';
comment on column amendment.debit_day is 'Debit day from then on.';
comment on column amendment.offered_on is 'Day it was offered.';
comment on column amendment.sign_by is 'Last day for signing.';
comment on column amendment.signed_on is 'Day it was signed.';
comment on column amendment.signature is 'Id of the scan of the signed page, or reference of the electronic signature, sealed.';
comment on column amendment.from_month is 'First month it holds for; null until it is in force.';
comment on column amendment.in_force_on is 'Day on which it came into force.';
comment on column amendment.ended_on is 'Day it lapsed or was voided.';
comment on column amendment.n is 'Running number: of an account the highest is the latest.';

-- A plan that begins in the same month as one before it replaces that one, which stays.
alter table plan drop constraint plan_pkey;
alter table plan add column n bigint generated always as identity;
alter table plan add primary key (n);
alter table plan add column amendment uuid references amendment;
create unique index plan_one_active_from on plan (account, from_month) where active;
create index plan_account on plan (account, from_month);
comment on column plan.n is 'Running number: of an account the highest is the newest version.';
comment on column plan.amendment is 'The supplementary agreement it rests on; null: the agreement as first signed.';

-- What a change of the contribution is decided on, as the books stand now.
create function change_facts(p_account uuid) returns jsonb
  language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'accountId', a.id, 'account', a.number, 'center', a.center, 'person', a.person,
    'state', a.state, 'openedOn', a.opened_on, 'paidTo', a.paid_to, 'openingCase', a.opened_by_case,
    'broughtBy', c.submitted_by, 'wrappedKey', p.wrapped_key, 'nameHash', p.name_hash,
    'agreement', g.id, 'agreementState', g.state, 'parameters', g.parameters,
    'agreementNumber', (select d.number from document d
                         where d.case_id = g.case_id and d.kind = 'agreement'
                         order by d.issued_at desc, d.number desc limit 1),
    'plan', (select jsonb_build_object('monthlyAmount', l.monthly_amount::text, 'cycle', l.cycle,
               'debitDay', l.debit_day, 'fromMonth', greatest(l.from_month, g.owes_from), 'district', l.district,
               'card', l.card)
               from plan l where l.account = a.number and l.active
              order by l.from_month desc limit 1),
    'settledTo', (select max(d.covers_to) from contribution_due d
                   where d.account = a.number and d.state in ('paid', 'missed')),
    'open', (select coalesce(jsonb_agg(jsonb_build_object('from', d.covers_from, 'to', d.covers_to,
               'amount', d.amount::text, 'graceUntil', d.grace_until) order by d.covers_from), '[]')
               from contribution_due d where d.account = a.number and d.state = 'open'),
    'atBank', (select jsonb_build_object('since', min(r.business_on), 'to', max(d.covers_to))
                 from debit b join run r on r.id = b.run
                 join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
                where b.account = a.number and b.state in ('planned', 'sent')),
    'amountChangedOn', (select max(m.in_force_on) from amendment m
                         where m.account = a.number and m.state = 'active'
                           and 'amount' = any (m.changes)),
    'mandate', (select jsonb_build_object('id', m.id, 'version', m.version, 'state', m.state,
                  'underWay', m.under_way, 'limitEach', m.limit_each::text, 'card', m.card,
                  'nextCard', m.next_card, 'reason', m.reason)
                  from mandate m where m.account = a.number order by m.n desc limit 1))
    from account a
    join person p on p.id = a.person
    left join "case" c on c.id = a.opened_by_case
    left join lateral (select g.id, g.state, g.case_id, g.parameters, g.owes_from from agreement g
      where g.account = a.number
      order by g.state = 'active' desc, g.offered_on desc, g.id limit 1) g on true
   where a.id = p_account
$$;

-- The same for somebody who is about to ask for a change: as far as they may work on the account.
create function api_change_facts(p_account uuid, p_by actor) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  facts jsonb := change_facts(p_account);
begin
  if facts is null or not in_scope(p_by, facts->>'center', null)
     or ((p_by).role = 'channel' and facts->>'broughtBy' is distinct from (p_by).id) then
    raise exception '没有找到该账户。' using errcode = 'AJ404';
  end if;
  return facts;
end
$$;

grant select, insert, update on amendment to anju_app;
grant select (id, center, agreement, account, person, case_id, template_version, hash, state, changes,
  monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on, from_month, in_force_on,
  ended_on, n) on amendment to anju_api;
grant select (n, amendment) on plan to anju_api;
select close_functions();
grant execute on function change_facts to anju_app;

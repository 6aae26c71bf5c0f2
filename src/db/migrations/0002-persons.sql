-- Persons, their documents, accounts and agreements. Everything personal is ciphertext under the
-- person's own key; destroying that key is how a person is forgotten.

create table person (
  id           uuid primary key,
  center       text not null references center,
  wrapped_key  wrapped_key,
  key_id       text not null,
  key_destroyed_at timestamptz,
  name         sealed not null,
  name_hash    text not null,
  born_on      sealed,
  sex          sealed,
  phone        sealed,
  phone_hash   text,
  address      sealed,
  masked       sealed not null default '',
  created_at   timestamptz not null default now(),
  check ((wrapped_key is null) = (key_destroyed_at is not null))
);
create index person_name on person (center, name_hash);
create index person_phone on person (center, phone_hash);
create index person_key on person (key_id) where wrapped_key is not null;
comment on table person is 'A person of one center (JGJ/T 320-2014 4.0.3 个人信息). Everything that tells who it is, is ciphertext.';
comment on column person.id is 'Opaque id; the only name of a person in addresses, logs and the engine.';
comment on column person.center is 'The center that keeps the record.';
comment on column person.wrapped_key is 'The person''s data key, wrapped by the center''s; null: destroyed, nothing sealed under it can be read again.';
comment on column person.key_id is 'Id of the wrapping key; `destroyed` when there is none.';
comment on column person.key_destroyed_at is 'When the key was destroyed.';
comment on column person.name is 'Name (姓名), sealed.';
comment on column person.name_hash is 'Keyed hash of the name, for lookup.';
comment on column person.born_on is 'Date of birth (出生年月), sealed.';
comment on column person.sex is 'Sex (性别, GB/T 2261.1: M 1 男, F 2 女), sealed.';
comment on column person.phone is 'Mobile phone (手机号码), sealed.';
comment on column person.phone_hash is 'Keyed hash of the phone number, for lookup.';
comment on column person.address is 'Home address (家庭住址), sealed.';
comment on column person.masked is 'Masked name, document numbers and phone as JSON, sealed: what an answer shows without a reason.';
comment on column person.created_at is 'When the record was made.';

create table identity_document (
  id           uuid primary key,
  person       uuid not null references person,
  center       text not null references center,
  type         text not null check (type in ('resident-id', 'residence-permit', 'permanent-residence-card', 'travel-permit-hk-macao', 'travel-permit-taiwan', 'passport')),
  number       sealed not null,
  number_hash  text not null,
  valid_until  sealed,
  recorded_at  timestamptz not null default now(),
  unique (center, number_hash)
);
create index identity_document_person on identity_document (person);
comment on table identity_document is 'Identity documents of a person, several where the law gave several numbers.';
comment on column identity_document.id is 'Opaque id.';
comment on column identity_document.person is 'Whose.';
comment on column identity_document.center is 'The center that keeps the record: one number leads to one person there.';
comment on column identity_document.type is 'JGJ/T 320 A.1 证件类型: resident-id 01 身份证, passport 03 护照, permanent-residence-card 04 外国人永久居留证, residence-permit and travel permits 99 其他.';
comment on column identity_document.number is 'Number (证件号码), sealed.';
comment on column identity_document.number_hash is 'Keyed hash of the number, for lookup.';
comment on column identity_document.valid_until is 'Last day of validity, sealed; null: 长期, or not stated.';
comment on column identity_document.recorded_at is 'When it was recorded.';

create table central_account (
  number       text primary key check (number ~ '^\d{20}$'),
  center       text not null unique references center,
  name         text not null,
  state        text not null check (state in ('normal', 'closed'))
);
comment on table central_account is 'The central account (集中账户) under which a center keeps the accounts of flexible workers.';
comment on column central_account.number is 'Number (单位账号), 20 digits.';
comment on column central_account.center is 'Whose.';
comment on column central_account.name is 'Name on statements.';
comment on column central_account.state is 'JGJ/T 320 A.4 单位账户状态: normal 01 正常, closed 04 销户.';

create sequence account_number;
comment on sequence account_number is 'Running part of account numbers; never starts anew.';

create table account (
  number       text primary key check (number ~ '^\d{20}$'),
  center       text not null references center,
  central_account text references central_account,
  person       uuid not null references person,
  state        text not null check (state in ('normal', 'sealed', 'closed')),
  source       text not null check (source in ('unit', 'flexible')),
  close_reason text check (close_reason in ('merged', 'transferred-out', 'withdrawn', 'dormant', 'opened-by-mistake')),
  opened_on    date not null,
  sealed_on    date,
  closed_on    date,
  activated_in text check (activated_in ~ '^\d{4}-\d{2}$'),
  paid_to      text check (paid_to ~ '^\d{4}-\d{2}$'),
  opened_by_case uuid,
  posted       boolean not null default false,
  version      integer not null default 1,
  check ((state = 'closed') = (closed_on is not null)),
  check ((state = 'closed') = (close_reason is not null))
);
-- One person, one account (条例 13): proved here, whatever runs at the same time.
create unique index account_one_open_per_person on account (person) where state <> 'closed';
create index account_list on account (center, opened_on desc, number);
comment on table account is 'Personal accounts (个人账户, JGJ/T 320-2014 5.0.4). A closed number is never used again.';
comment on column account.number is 'Account number (个人账号), 20 characters.';
comment on column account.center is 'The center that keeps it.';
comment on column account.central_account is 'Central account it stands under; null: under a unit.';
comment on column account.person is 'The holder.';
comment on column account.state is 'JGJ/T 320 A.6 个人账户状态: normal 01 正常, sealed 02 封存, closed 03, 04 or 05 by close_reason; exported as 06 冻结 while a hold on the whole account is in force.';
comment on column account.source is 'Identity of the holder now: unit 单位职工, flexible 灵活就业人员. Money keeps its own source in balance.';
comment on column account.close_reason is 'JGJ/T 320 A.6 and A.7: merged 03 合并销户, transferred-out 04 外部转出销户, withdrawn 05 提取销户, dormant 05 (sub-reason 108 零额销户), opened-by-mistake 99 其他.';
comment on column account.opened_on is 'Day of opening (开户日期); JGJ/T 320 A.5 business type 03 开户.';
comment on column account.sealed_on is 'Day it was sealed; JGJ/T 320 A.5 business type 05 封存. Null while it is not.';
comment on column account.closed_on is 'Day it was closed (销户日期); JGJ/T 320 A.5 business type 12 销户提取.';
comment on column account.activated_in is 'Month from which contributions are due.';
comment on column account.paid_to is 'Last month covered by contributions (缴至年月); null: none yet.';
comment on column account.opened_by_case is 'The case that opened it; null: taken over.';
comment on column account.posted is 'true once anything was posted; from then on an opening cannot be undone.';
comment on column account.version is 'Counts changes; SQL says where version = expected.';

create table balance (
  account      text not null references account,
  source       text not null check (source in ('unit', 'flexible')),
  amount       numeric(18, 2) not null default 0 check (amount >= 0),
  primary key (account, source)
);
comment on table balance is 'Money of an account by source (分类核算), kept apart from the first day.';
comment on column balance.account is 'Whose.';
comment on column balance.source is 'unit 单位缴存, flexible 灵活就业缴存.';
comment on column balance.amount is 'Balance (个人账户余额) in yuan.';

create table agreement (
  id           uuid primary key,
  center       text not null references center,
  person       uuid not null references person,
  case_id      uuid not null,
  account      text references account,
  template_version text not null,
  parameters   sealed not null,
  hash         text not null,
  state        text not null check (state in ('offered', 'active', 'lapsed', 'suspended', 'terminated', 'void')),
  monthly_amount numeric(18, 2) not null,
  cycle        text not null check (cycle in ('month', 'quarter', 'half-year', 'year')),
  debit_day    integer not null check (debit_day between 1 and 28),
  offered_on   date not null,
  sign_by      date not null,
  signed_on    date,
  signature    sealed,
  ended_on     date
);
create unique index agreement_one_active_per_person on agreement (person) where state = 'active';
create index agreement_case on agreement (case_id);
comment on table agreement is 'Agreements on contribution and use (缴存使用协议).';
comment on column agreement.id is 'Opaque id.';
comment on column agreement.center is 'The center that is party to it.';
comment on column agreement.person is 'The person that is party to it.';
comment on column agreement.case_id is 'The case in which it was offered.';
comment on column agreement.account is 'The account it governs, once there is one.';
comment on column agreement.template_version is 'Which text.';
comment on column agreement.parameters is 'What stands in the blanks, as JSON, sealed.';
comment on column agreement.hash is 'SHA-256 of template and parameters: what is signed.';
comment on column agreement.state is 'offered 待签, active 生效, lapsed 逾期未签, suspended 中止, terminated 终止, void 作废.';
comment on column agreement.monthly_amount is 'Agreed monthly amount (个人月缴存额) in yuan.';
comment on column agreement.cycle is 'Contribution cycle, coded like 统计周期: month 03, quarter 04, half-year 05, year 06.';
comment on column agreement.debit_day is 'Day of the month on which the bank is asked.';
comment on column agreement.offered_on is 'Day it was offered.';
comment on column agreement.sign_by is 'Last day for signing.';
comment on column agreement.signed_on is 'Day it was signed.';
comment on column agreement.signature is 'Id of the scan of the signed page, or reference of the electronic signature, sealed.';
comment on column agreement.ended_on is 'Day it lapsed, was terminated or voided.';

create table plan (
  account      text not null references account,
  agreement    uuid not null references agreement,
  monthly_amount numeric(18, 2) not null,
  cycle        text not null check (cycle in ('month', 'quarter', 'half-year', 'year')),
  debit_day    integer not null check (debit_day between 1 and 28),
  from_month   text not null check (from_month ~ '^\d{4}-\d{2}$'),
  card         sealed not null,
  active       boolean not null default true,
  primary key (account, from_month)
);
comment on table plan is 'What an account is to contribute (缴存计划), from a month on.';
comment on column plan.account is 'Whose.';
comment on column plan.agreement is 'The agreement it rests on.';
comment on column plan.monthly_amount is 'Monthly amount (个人月缴存额) in yuan.';
comment on column plan.cycle is 'Contribution cycle, as in agreement.cycle.';
comment on column plan.debit_day is 'Day of the month on which the bank is asked.';
comment on column plan.from_month is 'First month it holds for.';
comment on column plan.card is 'Bank card (个人银行账号), holder and bank as JSON, sealed.';
comment on column plan.active is 'false: replaced or paused.';

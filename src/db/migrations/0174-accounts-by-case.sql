-- From a case to its account: an opening to the one it led to, a change to the one it is about.
create index account_opened_by on account (opened_by_case) where opened_by_case is not null;
create index agreement_state_case on agreement_state (case_id);

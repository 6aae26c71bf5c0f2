-- What is not as most are is found without reading all of them: the nightly proof compares the many by a mark
-- of all together, and looks at these one by one.
create index contribution_taken_back on contribution (journal) where taken_back is not null;
create index debit_not_paid on debit (journal) where journal is not null and state <> 'paid';
create index subsidy_taken_back on subsidy (journal) where taken_back is not null;

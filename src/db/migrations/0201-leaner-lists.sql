-- What is written for every debit and every item, without what another index or key says already.

-- Both are read from run_item_verdict, which bears verdict and state; every change of a state was
-- written into them as well.
drop index run_item_open;
drop index run_item_sent;

-- A debit names its item, and by it the run; its due, and by it the account.
alter table debit drop constraint debit_run_fkey;
alter table debit drop constraint debit_account_fkey;
comment on constraint debit_run_n_fkey on debit is 'The item, and with it the run.';
comment on constraint debit_account_covers_from_fkey on debit is 'The due, and with it the account.';

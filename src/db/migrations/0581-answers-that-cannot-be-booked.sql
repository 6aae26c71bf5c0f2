-- The bank's answer to one debit may be one that the books do not take. It keeps no other from being booked, and is a
-- person's to look after at once: the bank has answered, and what is in the way of it is ours.

alter table unanswered_debit add column unbookable boolean not null default false;
comment on column unanswered_debit.unbookable is 'The bank has answered, and the books did not take its answer.';
grant update (unbookable) on unanswered_debit to anju_app;

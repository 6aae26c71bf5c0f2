-- What cannot be opened, by a wrong key or damaged, is listed and fails by itself; everybody else is gone on with.

create index run_item_unreadable on run_item (run, n)
  where verdict = 'due' and state = 'open' and detail ? 'unreadable';
comment on index run_item_unreadable is 'Items of a list whose data could not be opened when it was made.';

comment on column contribution_due.left_out is
  'Why lists left it out: outside-limits 超出上下限 or data-unreadable 加密信息打不开 as long as nothing else ever did, else what did first; null: none has.';

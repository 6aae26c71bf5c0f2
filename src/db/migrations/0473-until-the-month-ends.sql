-- Until when something owed may be debited and paid is one day, written down with it, for every way of paying.

comment on column contribution_due.grace_until is
  'Last day on which it is debited or paid: the end of the month in which it came to be owed.';
comment on column contribution_due.left_out is
  'Why lists left it out: outside-limits 超出上下限, data-unreadable 加密信息打不开 or month-over 发送时已过期限 as long as nothing else ever did, else what did first; null: none has.';

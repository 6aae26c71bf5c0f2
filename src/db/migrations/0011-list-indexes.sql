-- Lists are read in their order, by center, without sorting what is not shown.

create index task_due on task (center, due_on, id) where closed_at is null;
create index case_open_newest on "case" (center, opened_at desc, id desc) where closed_at is null;
create index case_open_stage on "case" (center, stage, opened_at desc, id desc) where closed_at is null;

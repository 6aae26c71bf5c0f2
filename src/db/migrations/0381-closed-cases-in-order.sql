-- A proof asks the engine for closed cases page by page, in the order of their closing.
create index case_closed on "case" (center, closed_at, id) where closed_at is not null;
comment on index case_closed is 'Closed cases in the order of their closing, for the proof.';

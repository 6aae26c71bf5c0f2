-- Cases that wait because of a clause are counted and listed by it, the longest waiting first.
create index wait_clause on wait (clause, since, id) where closed_at is null;

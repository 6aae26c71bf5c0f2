-- What a proof knew of every journal, so that the next one can say which of them was changed: a mark of 32 bits
-- for each, kept once for every range and digest. The signed digest of a range says that it was changed; the marks
-- only say where to look.

create table proof_mark (
  center        text not null references center,
  from_journal  bigint not null,
  to_journal    bigint not null,
  digest        text not null check (digest ~ '^[0-9a-f]{64}$'),
  numbers       integer[] not null,
  marks         integer[] not null,
  primary key (center, from_journal, to_journal, digest),
  check (from_journal <= to_journal),
  check (cardinality(numbers) = cardinality(marks))
);
-- Marks do not shrink by being compressed.
alter table proof_mark alter column numbers set storage external, alter column marks set storage external;
comment on table proof_mark is 'Marks of the journals of a range, as a proof read them.';
comment on column proof_mark.center is 'Whose.';
comment on column proof_mark.from_journal is 'The first number of the range.';
comment on column proof_mark.to_journal is 'The last.';
comment on column proof_mark.digest is 'The digest of the range that they belong to: told, and signed, by the proof.';
comment on column proof_mark.numbers is 'Numbers of its journals, counted from the first number of the range.';
comment on column proof_mark.marks is 'Of each the hash of what goes into the digest.';

create trigger append_only before update or delete on proof_mark
  for each row execute function refuse_change();
create trigger append_only_whole before truncate on proof_mark
  for each statement execute function refuse_change();

grant select, insert on proof_mark to anju_app;

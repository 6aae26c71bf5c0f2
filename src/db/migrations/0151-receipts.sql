-- A receipt of contributions (缴存回执) is printed for a person without a case, too.

alter table person_document drop constraint person_document_kind_check;
alter table person_document add constraint person_document_kind_check
  check (kind in ('earliest-dates', 'contribution-receipt'));

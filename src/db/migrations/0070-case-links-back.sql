-- A case shows what it is tied to and what is tied to it: links are looked up from both ends.
create index case_link_other on case_link (other);

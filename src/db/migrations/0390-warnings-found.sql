-- Warnings before a dormancy sweep are counted by the day on which they were given.

create index document_dormancy_warning on document (issued_on) where kind = 'dormancy-warning';

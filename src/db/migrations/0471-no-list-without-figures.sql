-- Where a figure is missing there is no list, and nothing that could be approved: the run stays 准备名单 until the
-- figure is registered, and goes on by itself.

-- Those that waited for the approval of no list.
alter table run disable trigger run_moves;
with back as (
  update run set state = 'preparing', approval = false, digest = null, frozen_at = null, version = version + 1
   where state = 'previewed' and brake = 'figure-missing' returning run)
select run_wake(run) from back;
alter table run enable trigger run_moves;

alter table run add check (brake is distinct from 'figure-missing' or state in ('preparing', 'cancelled'));

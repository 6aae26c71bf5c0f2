-- Why a due was left out of the lists of a collection, so that months the limits of the center alone kept from
-- being debited are told from those a person missed.

alter table contribution_due add column left_out text check (left_out ~ '^[a-z][a-z-]*$');
comment on column contribution_due.left_out is
  'Why lists left it out: outside-limits 超出上下限 as long as nothing else ever did, else what did first; null: none has.';

-- What lists have said so far. One that was debited once was not kept from it by the limits alone.
update contribution_due d set left_out = x.reason
  from (select i.account, i.detail ->> 'coversFrom' as covers_from,
               coalesce(min(coalesce(i.reason, i.outcome))
                          filter (where coalesce(i.reason, i.outcome) <> 'outside-limits'),
                        'outside-limits') as reason
          from run_item i join run r on r.id = i.run
         where r.kind = 'collection'
           and (i.verdict = 'excluded' and i.reason <> 'struck-out'
                or i.state = 'refused' and i.outcome = 'outside-limits')
         group by 1, 2) x
 where d.account = x.account and d.covers_from = x.covers_from and d.state in ('open', 'missed');

alter table debit drop constraint debit_state_check;
alter table debit add constraint debit_state_check
  check (state in ('planned', 'sent', 'paid', 'refused', 'to-suspense', 'returned', 'dropped'));
comment on column debit.state is 'planned 未发, sent 已发, paid 已入账, refused 被拒, to-suspense 入暂收, returned 已收回, dropped 未发撤下.';

create index plan_amount on plan (monthly_amount) where active;
comment on index plan_amount is 'Plans whose amount lies outside the limits of the day.';

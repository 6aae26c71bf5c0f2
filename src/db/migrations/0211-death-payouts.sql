-- Payments to heirs (死亡提取): to a card of somebody who is not the holder; and what nobody inherits.

alter table payout add column to_holder boolean not null default true;
comment on column payout.to_holder is 'true: to a card of the holder of the account, as the books name the person; false: to an heir, as the sealed card names him or her.';
comment on column payout.person is 'Whose money it is: the holder of the account.';
grant select (to_holder) on payout to anju_api;

insert into journal_kind (code, title, business, heeds_holds, takes_current_first, note) values
  ('fund-income', '无人继承转增值收益', '11', true, false, '无继承人也无受遗赠人的，余额纳入增值收益（条例24）：借住房公积金，贷业务收支。');

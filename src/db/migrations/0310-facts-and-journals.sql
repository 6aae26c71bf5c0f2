-- A fact that moved money and its journals stand or fall together, so that the nightly proof may hold one
-- against the other: what an instruction to pay stands for is not taken back apart from it, and what the
-- bank does not show is taken back with the months and the debit it stood for.

-- A debit is found by the journal it became; one that has none although money moved is never there.
create index debit_journal on debit (journal) where journal is not null;
create index debit_unbooked on debit (center)
  where journal is null and state in ('paid', 'to-suspense', 'returned');

-- An instruction to the bank has this journal, and says what the bank did.
create function journal_of_instruction(p_journal journal) returns boolean language sql stable
  set search_path = public, pg_temp as $$
  select (p_journal).kind in ('reserve', 'reserve-moved', 'payment', 'release', 'overpayment',
             'payment-return')
         and exists (select from payout o
                      where o.key = substring((p_journal).key from 'payout/[^/]+/[0-9]+'))
      or (p_journal).kind = 'receipt'
         and exists (select from debit b
                      where b.journal = (p_journal).id and b.state = 'to-suspense')
$$;

-- As before, and besides: what the bank said of an instruction is not taken back by us.
create or replace function journal_stays(p_journal bigint) returns text[] language sql stable
  set search_path = public, pg_temp as $$
  select array_remove(array[
    case when j.kind = 'reversal' then 'is-reversal' end,
    case when exists (select from journal r where r.reverses = j.id) then 'reversed-already' end,
    case when j.kind = 'interest-charge' then 'charged-with-others' end,
    case when journal_of_instruction(j) then 'instruction-has-it' end,
    case when j.kind not in ('contribution', 'takeover') and exists (
        select from bank_line l
         where l.center = j.center and l.state = 'matched'
           and (l.serial = j.document or l.key in (j.document, j.key))
           and exists (select from posting p where p.journal = j.id and p.book = 'bank'))
      then 'bank-has-it' end,
    case when exists (select from posting p join account a on a.number = p.account
                       where p.journal = j.id and a.state = 'closed') then 'account-closed' end,
    case when exists (select from contribution c where c.journal = j.id and c.taken_back is not null)
           and not exists (select from journal r where r.reverses = j.id)
      then 'taken-back-already' end,
    case when exists (select from debit b where b.account in (
        select p.account from posting p where p.journal = j.id and p.account is not null)
        and b.state in ('planned', 'sent') and j.kind in ('contribution', 'assignment'))
      then 'debit-under-way' end,
    case when j.kind not in ('contribution', 'reversal') and exists (
        select from posting p join bank_day d on d.center = j.center and d.day >= j.value_date
         where p.journal = j.id and p.book = 'bank' and d.state = 'closed')
      then 'bank-day-closed' end], null)
    from journal j where j.id = p_journal
$$;

-- As before, and besides: what stood on the journal falls with it. A debit the bank did not make counts as
-- taken back; one it made otherwise than it said stands in suspense.
-- A line of the bank whose receipt was reversed is booked anew when the statement shows it all the same: under a
-- key of its own, and as an item of its own, as a correction does it.
create or replace function bank_post(p_one bank_difference, p_by actor) returns bigint[]
  language plpgsql set search_path = public, pg_temp as $$
declare
  entry jsonb := jsonb_strip_nulls(jsonb_build_object('valueDate', (p_one).day, 'by', (p_by).id,
    'document', (p_one).serial));
  serial_now text := (p_one).serial;
  receipt numeric := ((p_one).proposal->>'receipt')::numeric;
  taken journal;
  back bigint;
  made bigint[] := '{}';
begin
  for taken in select j.* from jsonb_array_elements_text((p_one).proposal->'reverse')
                 with ordinality t (id, n) join journal j on j.id = t.id::bigint order by t.n loop
    if journal_of_instruction(taken) then
      raise exception '凭证%是付款或者扣款指令的凭证，银行回报过结果，不能这样冲账。', taken.id
        using errcode = 'AJ409', hint = '请向银行查明这笔指令，再对差异作说明（在途、结果未回或者银行记错）。';
    end if;
    select r.journal into back from ledger_reverse((p_one).center, taken.id,
      entry || jsonb_build_object('key', 'bank-difference/' || (p_one).id || '/' || taken.id)) r;
    made := made || back;
    perform reversal_effects(taken, back, (p_one).day, p_by);
    update debit set state = 'returned', outcome = 'reversed'
     where journal = taken.id and state = 'paid';
  end loop;
  if receipt is not null then
    select r.journal into back from ledger_post((p_one).center, jsonb_build_array(
      entry || jsonb_build_object('kind', 'receipt',
        'key', case when (p_one).kind = 'missing-here' and not exists (select from journal j
                           where j.center = (p_one).center and j.key = 'receipt/' || (p_one).serial)
                    then 'receipt/' || (p_one).serial
                    else 'bank-difference/' || (p_one).id end,
        'lines', jsonb_build_array(
          jsonb_build_object('book', 'bank', 'amount', (-receipt)::text),
          jsonb_build_object('book', 'suspense', 'amount', receipt::text))))) r;
    made := made || back;
    if exists (select from suspense_item x
                where x.center = (p_one).center and x.serial = serial_now and x.journal <> back) then
      serial_now := serial_now || '/' || back;
    end if;
    insert into suspense_item (center, serial, amount, received_on, cause, journal)
      values ((p_one).center, serial_now, receipt, (p_one).day, 'statement-only', back)
      on conflict (center, serial) do nothing;
    update debit set state = 'to-suspense', outcome = 'amount-differs', journal = back, moved = receipt,
           booked_on = (p_one).day
     where journal in (select jsonb_array_elements_text((p_one).proposal->'reverse')::bigint);
  end if;
  return made;
end
$$;

-- As before; what cannot be posted is not proposed.
create or replace function api_propose_bank_posting(p_id uuid, p_version integer, p_by actor)
  returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one bank_difference := bank_difference_for(p_id, p_version, p_by);
begin
  if one.state not in ('open', 'explained') then
    raise exception '该差异已在记账或已经了结。' using errcode = 'AJ409';
  end if;
  if one.proposal is null then
    raise exception '该差异没有可以直接记账的办法，请查明后说明。' using errcode = 'AJ409';
  end if;
  if exists (select from journal j where journal_of_instruction(j) and j.id in (
       select jsonb_array_elements_text(one.proposal->'reverse')::bigint)) then
    raise exception '这是付款或者扣款指令的凭证，银行回报过结果，不能这样冲账。'
      using errcode = 'AJ409', hint = '请向银行查明这笔指令，再对差异作说明（在途、结果未回或者银行记错）。';
  end if;
  update bank_difference set state = 'proposed', reason = null, note = null,
         proposed_by = (p_by).id, proposed_at = (p_by).at, settled_by = null, settled_at = null,
         version = version + 1
   where id = p_id returning * into one;
  perform bank_difference_event(p_by, one, 'bank-posting-proposed',
    jsonb_build_object('proposal', one.proposal));
  return one.version;
end
$$;

select close_functions();

-- What was taken back as a difference with the bank before goes the same way.
with gone as (
  update contribution c set taken_back = r.id from journal r
   where r.reverses = c.journal and c.taken_back is null returning c.account, c.journal)
update account a set paid_to = (
    select max(c.month) from contribution c
     where c.account = a.number and c.taken_back is null
       and c.journal not in (select g.journal from gone g where g.account = a.number))
 where a.number in (select account from gone);
update debit b set state = 'returned', outcome = 'reversed' from journal r
 where r.reverses = b.journal and b.state = 'paid';

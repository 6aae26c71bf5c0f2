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

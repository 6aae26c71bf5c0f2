-- The interest of one account that is taken back was charged with that of others: its share of the charge
-- goes back with it, so that 应付利息 holds nothing that nobody is owed. Also for what was taken back before.

-- Takes a share of an interest-charge back; the charge itself, of many accounts, stays.
create function charge_back(p_interest journal, p_amount text, p_value_date date, p_key text,
  p_by text) returns bigint language sql set search_path = public, pg_temp as $$
  select l.journal from ledger_post((p_interest).center, jsonb_build_array(jsonb_build_object(
    'key', concat_ws('/', p_key, (p_interest).id, 'charge'), 'kind', 'interest-charge',
    'valueDate', p_value_date, 'by', p_by, 'lines', jsonb_build_array(
      jsonb_build_object('book', 'interest-payable', 'amount', (-p_amount::numeric)::text),
      jsonb_build_object('book', 'result', 'amount', p_amount))))) l
$$;

-- The plan: {root, steps: [{journal, kind, title, valueDate, why, on, amount, account, lines,
-- shortfalls: [{account, source, amount, carried}], rebooked, charge}], stays: [{journal, code}],
-- lacks, digest}. charge: what of an interest-charge of many accounts goes back with this one's interest. Amounts are texts. Steps stand in the order in which they would be posted.
create or replace function reversal_plan(p_center text, p_journal bigint) returns jsonb
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  chain record;
  line posting;
  part record;
  parts jsonb := '{}';
  place text;
  short jsonb;
  lines jsonb;
  steps jsonb := '[]';
  stays jsonb := '[]';
  lacks numeric := 0;
begin
  for chain in
    with recursive hangs as (
      select p_journal as journal, 'asked' as why, null::bigint as rests_on
      union
      select d.journal, d.why, h.journal from hangs h cross join lateral journal_hangs(h.journal) d)
    select j.id, j.kind, k.title, j.value_date, j.document, h.why, h.rests_on
      from (select distinct on (journal) * from hangs order by journal, rests_on nulls first) h
      join journal j on j.id = h.journal and j.center = p_center
      join journal_kind k on k.code = j.kind
     order by j.id desc
  loop
    stays := stays || coalesce((select jsonb_agg(jsonb_build_object('journal', chain.id::text,
      'code', code)) from unnest(journal_stays(chain.id)) code), '[]');
    short := '[]';
    lines := '[]';
    for line in select * from posting p where p.journal = chain.id order by p.line loop
      lines := lines || jsonb_build_object('book', line.book, 'account', line.account,
        'source', line.source, 'amount', (-line.amount)::text);
      continue when line.account is null;
      place := line.account || '/' || line.source;
      if not parts ? place then
        parts := parts || jsonb_build_object(place, coalesce((
          select jsonb_build_array(b.carried, b.current) from balance b
           where b.account = line.account and b.source = line.source), '[0, 0]'));
      end if;
      select * into part from reversal_line((parts->place->>0)::numeric,
        (parts->place->>1)::numeric, line);
      parts := parts || jsonb_build_object(place, jsonb_build_array(part.carried, part.current));
      if part.lacks_carried + part.lacks_current > 0 then
        lacks := lacks + part.lacks_carried + part.lacks_current;
        short := short || jsonb_build_object('account', line.account, 'source', line.source,
          'amount', (part.lacks_carried + part.lacks_current)::text,
          'carried', part.lacks_carried::text);
      end if;
    end loop;
    steps := steps || jsonb_build_object('journal', chain.id::text, 'kind', chain.kind,
      'title', chain.title, 'valueDate', chain.value_date, 'why', chain.why,
      'restsOn', chain.rests_on::text, 'lines', lines, 'shortfalls', short,
      'rebooked', case when chain.kind = 'contribution' then (
        select (-sum(p.amount))::text from posting p where p.journal = chain.id and p.book = 'bank') end,
      'charge', case when chain.kind = 'interest' then (
        select (-sum(p.amount))::text from posting p
         where p.journal = chain.id and p.book = 'interest-payable' having sum(p.amount) <> 0) end);
  end loop;
  return jsonb_build_object('root', p_journal::text, 'steps', steps, 'stays', stays,
    'lacks', lacks::numeric(18, 2)::text,
    'digest', encode(sha256(convert_to((steps || stays)::text, 'UTF8')), 'hex'));
end
$$;

-- Takes one journal back by its mirror image and writes what is lacking down as owed; what stood
-- beside it in other books of the product follows. Returns what was recorded, in its order.
create or replace function reverse_whole(p_step jsonb, p_value_date date, p_key text, p_by actor)
  returns bigint[] language plpgsql set search_path = public, pg_temp as $$
declare
  taken journal;
  entry jsonb := jsonb_build_object('valueDate', p_value_date, 'by', (p_by).id);
  short jsonb;
  made bigint[] := '{}';
  number bigint;
  back bigint;
  serial_now text;
begin
  select * into taken from journal where id = (p_step->>'journal')::bigint;
  for short in select * from jsonb_array_elements(p_step->'shortfalls') loop
    select l.journal into number from ledger_post(taken.center, jsonb_build_array(entry
      || jsonb_build_object('key', concat_ws('/', p_key, taken.id, 'shortfall', short->>'source'),
        'kind', 'shortfall', 'lines', jsonb_build_array(
          jsonb_build_object('book', 'receivable', 'amount', (-(short->>'amount')::numeric)::text),
          jsonb_build_object('book', 'personal', 'account', short->>'account',
            'source', short->>'source', 'amount', short->>'amount',
            'carried', short->>'carried'))))) l;
    perform raise_receivable(number, short->>'account', (short->>'amount')::numeric, 'reversed',
      (p_by).at);
    made := made || number;
  end loop;
  select r.journal into back from ledger_reverse(taken.center, taken.id,
    entry || jsonb_build_object('key', p_key || '/' || taken.id)) r;
  made := made || back;
  perform reversal_effects(taken, back, p_value_date, p_by);
  if p_step->>'charge' is not null then
    made := made || charge_back(taken, p_step->>'charge', p_value_date, p_key, (p_by).id);
  end if;
  if p_step->>'rebooked' is not null then
    serial_now := coalesce(taken.document, 'journal/' || taken.id);
    select l.journal into number from ledger_post(taken.center, jsonb_build_array(entry
      || jsonb_build_object('key', concat_ws('/', p_key, taken.id, 'receipt'), 'kind', 'receipt',
        'document', serial_now, 'lines', jsonb_build_array(
          jsonb_build_object('book', 'bank', 'amount', (-(p_step->>'rebooked')::numeric)::text),
          jsonb_build_object('book', 'suspense', 'amount', p_step->>'rebooked'))))) l;
    insert into suspense_item (center, serial, amount, received_on, cause, account, journal)
      select taken.center, case when exists (select from suspense_item x
               where x.center = taken.center and x.serial = serial_now)
             then serial_now || '/' || taken.id else serial_now end,
             (p_step->>'rebooked')::numeric, taken.value_date, 'contribution-reversed',
             p_step->>'account', number;
    -- Taken back by the bank later, it goes from suspense.
    update debit set state = 'to-suspense', outcome = 'reversed', journal = number
     where account = p_step->>'account' and journal = taken.id;
    made := made || number;
  end if;
  return made;
end
$$;

select close_functions();

do $$
declare
  old record;
begin
  for old in select j.id, (-p.amount)::text as amount, r.value_date, r.recorded_by
               from journal r join journal j on j.id = r.reverses and j.kind = 'interest'
               join posting p on p.journal = j.id and p.book = 'interest-payable' and p.amount <> 0
              order by j.id
  loop
    perform charge_back((select j from journal j where j.id = old.id), old.amount, old.value_date,
      'reversed', old.recorded_by);
  end loop;
end
$$;

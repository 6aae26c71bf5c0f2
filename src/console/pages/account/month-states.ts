/** How each month of an account stands: paid, to be debited, with the bank, missed. */

export const MONTH_WORDS: Readonly<Record<string, string>> = {
  paid: '已缴',
  open: '待扣',
  sent: '扣款中',
  missed: '欠缴',
};

interface Told {
  readonly months: readonly { readonly month: string }[];
  readonly dues: readonly {
    readonly from: string;
    readonly to: string;
    readonly state: string;
    readonly stateTitle: string;
  }[];
}

/** A month that is paid is paid, whatever was owed for it; one that is not owed any more is none. */
export function monthStates({ months, dues }: Told): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  for (const { from, to, state, stateTitle } of dues) {
    const shown = stateTitle === MONTH_WORDS['sent'] ? 'sent' : state;
    if (MONTH_WORDS[shown] === undefined) continue;
    for (let month = from; month <= to; month = next(month)) states.set(month, shown);
  }
  for (const { month } of months) states.set(month, 'paid');
  return states;
}

function next(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

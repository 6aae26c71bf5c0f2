/**
 * From which day what is possible for a person, by the very rules that will decide it.
 *
 * Loans, guarantees and holds elsewhere are not looked at: the answer says so. Birth date and sex
 * are read in full for it, which leaves a line in the trail.
 */
import { dayText } from '../cases/wording.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { maskAccount, maskContent } from '../crypto/mask.ts';
import { readPerson } from '../db/persons.ts';
import {
  dateAt,
  isPlainDate,
  isPlainMonth,
  plainDate,
  type PlainDate,
} from '../domain/calendar.ts';
import { isYuan, ZERO, type Yuan } from '../domain/money.ts';
import { SEAL_CLOCKS, type SealClock } from '../domain/vocabulary.ts';
import type { Decision } from '../policy/decision.ts';
import { dormancy } from '../policy/dormancy.ts';
import { assessExit } from '../policy/exit.ts';
import { figureInForce, type Figure, type FigureName } from '../policy/figures.ts';
import { wholeValue, wordValue } from '../policy/figure-values.ts';
import { halfYear } from '../policy/half-year.ts';
import { retirementOf } from '../policy/retirement.ts';
import { reachesAgeOn } from '../policy/eligibility.ts';
import { acting, grantIn } from './acting.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { Context } from './operation.ts';
import {
  accountsOf,
  balancesOf,
  openCasesOf,
  type AccountRow,
  type BalanceRow,
  type PersonRow,
} from './queries/persons.ts';

const ASSUMPTIONS = [
  '未计入全国范围内的贷款、担保和冻结，办理时以核查结果为准。',
  '未计入尚未入账的缴存。',
];

export async function earliestDates(context: Context, deps: ApiDeps, person: PersonRow) {
  const { pool, secrets, now } = deps;
  const on = dateAt(now());
  const grant = grantIn(context, person.center);
  const whole = await readPerson(pool, createPersonKeys(secrets.center), {
    person: person.person,
    caseId: null,
    reason: '测算最早可办日期',
    by: acting(context, deps, grant),
  });
  const accounts = await accountsOf(pool, person.person);
  const open = accounts.filter(({ state }) => state !== 'closed');
  const balances = await balancesOf(
    pool,
    open.map(({ number }) => number),
  );
  const figures = await figuresOf(pool, person.center);
  const cases = await openCasesOf(pool, context, person.person);
  const known: Known = { on, figures, center: person.center, balances, busy: cases.length > 0 };
  const items = [
    ...(open.length === 0 ? joining(whole.bornOn, known) : []),
    ...retirement(whole.bornOn, whole.sex, known),
    ...open.flatMap((account) => ofAccount(account, known)),
  ];
  return { person: person.person, on, items, assumptions: ASSUMPTIONS };
}

interface Known {
  readonly on: PlainDate;
  readonly center: string;
  readonly figures: readonly Figure[];
  readonly balances: readonly BalanceRow[];
  readonly busy: boolean;
}

type What = 'join' | 'retirement' | 'half-year' | 'exit' | 'dormancy';

interface Told {
  readonly what: What;
  readonly title: string;
  readonly account: string | null;
  readonly on: PlainDate | null;
  readonly outcome: string;
  readonly sentence: string;
}

function item(told: Told, decision: Pick<Decision<object>, 'clauses' | 'rule' | 'trace'>) {
  const { clauses, rule, trace } = decision;
  return { ...told, clauses: clauses.map(clauseRef), rule, trace: maskContent(trace) };
}

/** Nobody's account: the day on which age alone allows joining. */
function joining(born: string | null, { on, figures, center }: Known) {
  if (!isPlainDate(born)) return [];
  const age = figure(figures, center, on, 'age-min');
  if (age === null) return [];
  const from = reachesAgeOn(born, wholeValue(age));
  const sentence =
    from <= on ? '年龄已符合参加条件，可随时申请开户。' : `年满规定年龄之日为${dayText(from)}。`;
  const told = { what: 'join', title: '参加', account: null, on: from, outcome: 'age', sentence };
  const decision = {
    clauses: ['liaoning-1' as const],
    rule: { name: 'eligibility', version: '1' },
    trace: [],
  };
  return [item({ ...told, what: 'join' }, decision)];
}

function retirement(born: string | null, sex: string | null, { on, figures, center }: Known) {
  if (!isPlainDate(born) || (sex !== 'M' && sex !== 'F')) return [];
  const base = figure(figures, center, on, 'retirement-base-female');
  const female = base !== null && base.value === '50' ? 50 : 55;
  const decision = retirementOf({ bornOn: born, sex, base: sex === 'M' ? 60 : female });
  const { retiresOn } = decision;
  const sentence =
    retiresOn <= on
      ? `已于${dayText(retiresOn)}达到法定退休年龄。`
      : `${dayText(retiresOn)}达到法定退休年龄，当日起可按退休提取。`;
  const told: Told = {
    what: 'retirement',
    title: '达到法定退休年龄',
    account: null,
    on: retiresOn,
    outcome: retiresOn <= on ? 'reached' : 'later',
    sentence,
  };
  return [item(told, decision)];
}

function ofAccount(account: AccountRow, known: Known) {
  return [...sealed(account), ...exit(account, known), ...dormant(account, known)];
}

function sealed({ number, sealedOn }: AccountRow) {
  if (sealedOn === null) return [];
  const decision = halfYear({ sealedOn: plainDate(sealedOn) });
  const told: Told = {
    what: 'half-year',
    title: '封存满半年',
    account: maskAccount(number),
    on: decision.opensOn,
    outcome: 'opens',
    sentence: `账户${dayText(sealedOn)}封存，半年期间至${dayText(decision.lastDayOn)}止，自${dayText(decision.opensOn)}起可办理销户。`,
  };
  return [item(told, decision)];
}

function exit({ number, source, sealedOn }: AccountRow, known: Known) {
  const { on, balances, figures, center, busy } = known;
  const amount = (of: 'unit' | 'flexible'): Yuan => {
    const row = balances.find((one) => one.account === number && one.source === of);
    return row && isYuan(row.amount) ? row.amount : ZERO;
  };
  const employee = amount('unit');
  const seal = sealedOn === null ? null : plainDate(sealedOn);
  const decision = assessExit({
    on,
    flexibleBalance: amount('flexible'),
    employeeBalance: employee,
    employeeSealedOn: source === 'unit' || employee !== ZERO ? seal : null,
    accountSealedOn: seal,
    openLoan: false,
    guarantee: false,
    holds: [],
    caseInFlight: busy,
    sealClock: sealClock(figure(figures, center, on, 'seal-clock')),
  });
  const { outcome, flexiblePayableOn, closesOn } = decision;
  const told: Told = {
    what: 'exit',
    title: '退出销户',
    account: maskAccount(number),
    on: closesOn,
    outcome,
    sentence: exitSentence(outcome, flexiblePayableOn, closesOn),
  };
  return [item(told, decision)];
}

function exitSentence(
  outcome: string,
  payable: PlainDate | null,
  closes: PlainDate | null,
): string {
  if (outcome === 'refused') return '有在办业务等情形，办结前不能退出销户。';
  const money = payable === null ? '' : `灵活就业部分${dayText(payable)}起可提取；`;
  return closes === null
    ? `${money}单位缴存部分尚未封存，封存满半年后方可销户。`
    : `${money}${dayText(closes)}起可销户。`;
}

function dormant(account: AccountRow, { on, figures, center }: Known) {
  const { number, source, paidTo, activatedIn } = account;
  const upTo = isPlainMonth(paidTo)
    ? { paidTo }
    : isPlainMonth(activatedIn)
      ? { activatedIn }
      : null;
  if (upTo === null || source !== 'flexible') return [];
  const months = figure(figures, center, on, 'dormancy-wait');
  const decision = dormancy({ ...upTo, ...(months && { months: wholeValue(months) }) });
  const told: Told = {
    what: 'dormancy',
    title: '零余额停缴销户',
    account: maskAccount(number),
    on: decision.possibleFrom,
    outcome: 'warning',
    sentence: `如此后一直不缴存且余额为零，${dayText(decision.possibleFrom)}起账户可能被销户；缴存一次即重新计算。`,
  };
  return [item(told, decision)];
}

function figure(
  figures: readonly Figure[],
  center: string,
  on: PlainDate,
  name: FigureName,
): Figure | null {
  return figureInForce(figures, { center, district: null, on, name });
}

function sealClock(found: Figure | null): SealClock {
  return found === null ? 'employee-portion' : wordValue(found, SEAL_CLOCKS);
}

/** Facts that somebody told, as the dates are reckoned from them and as the paper repeats them. */
import { addDays, type PlainDate, type PlainMonth } from '../../domain/calendar.ts';
import { ZERO, type Yuan } from '../../domain/money.ts';
import {
  DOCUMENT_TYPE_NAMES,
  type DocumentType,
  type RetirementBase,
  type Sex,
  type WithdrawalReason,
} from '../../domain/vocabulary.ts';
import type { Figure } from '../../policy/figures.ts';
import { dayText, listText, monthText } from '../wording.ts';
import { withdrawalTitle } from '../wording-withdrawals.ts';
import { deadlineDays } from './deadlines.ts';
import type { AccountFacts, DatesFacts, DeadlineCode, DrawingFacts, Obstacles } from './facts.ts';

export interface ToldAccount {
  readonly source: 'unit' | 'flexible';
  readonly state: 'normal' | 'sealed';
  readonly sealedOn?: PlainDate;
  readonly employeeSealedOn?: PlainDate;
  readonly flexibleBalance?: Yuan;
  readonly employeeBalance?: Yuan;
  readonly paidTo?: PlainMonth;
  readonly activatedIn?: PlainMonth;
  /** The first month that a unit pays. */
  readonly employedFrom?: PlainMonth;
  /** Months paid in a row. */
  readonly continuousMonths?: number;
  /** The last withdrawal of each case that has a gap. */
  readonly withdrew?: Partial<Record<WithdrawalReason, PlainDate>>;
}

export interface Told {
  readonly person?: {
    readonly bornOn: PlainDate;
    readonly sex?: Sex;
    readonly retirementBase?: RetirementBase;
    readonly drawsPension?: boolean;
    readonly documentType?: DocumentType;
  };
  readonly account?: ToldAccount;
  readonly obstacles?: Partial<Obstacles>;
  readonly began?: Partial<Record<DeadlineCode, PlainDate>>;
}

type ObstacleName = Exclude<keyof Obstacles, 'banUntil'>;

const OBSTACLE_NAMES = {
  openLoan: '有未结清的住房公积金贷款',
  guarantee: '负有担保责任',
  hold: '账户被冻结',
  ban: '在违规提取或骗贷的限制期内',
  caseInFlight: '有其他业务在办',
} as const satisfies Record<ObstacleName, string>;

const BEGAN_NAMES: Readonly<Record<DeadlineCode, string>> = {
  supplement: '告知补正之日',
  promise: '受理之日',
  'seal-elsewhere': '告知等待外地封存之日',
  recheck: '全国平台答复之日',
  signing: '提供协议文本之日',
  'review-window': '作出决定之日',
};

interface Where {
  readonly on: PlainDate;
  readonly center: string;
  readonly figures: readonly Figure[];
}

export function factsTold(told: Told, where: Where): DatesFacts {
  const { person, account, obstacles = {} } = told;
  const base: DatesFacts = {
    ...where,
    person: {
      bornOn: person?.bornOn ?? null,
      sex: person?.sex ?? null,
      ...(person?.retirementBase === undefined ? {} : { retirementBase: person.retirementBase }),
      drawsPension: person?.drawsPension ?? false,
      ...(person?.documentType === undefined ? {} : { documentType: person.documentType }),
    },
    account: account === undefined ? null : accountTold(account),
    obstacles: {
      openLoan: obstacles.openLoan ?? false,
      guarantee: obstacles.guarantee ?? false,
      hold: obstacles.hold ?? false,
      ban: obstacles.ban ?? false,
      caseInFlight: obstacles.caseInFlight ?? false,
      banUntil: obstacles.banUntil ?? null,
    },
    drawing: drawingTold(account),
    deadlines: [],
  };
  return {
    ...base,
    deadlines: begunIn(told).map(([what, begunOn]) => ({
      what,
      begunOn,
      lastOn: addDays(begunOn, deadlineDays(base, what)),
      caseNumber: null,
    })),
  };
}

function drawingTold(account: ToldAccount | undefined): DrawingFacts {
  const days = Object.entries(account?.withdrew ?? {}) as readonly [WithdrawalReason, PlainDate][];
  return {
    continuous: account?.continuousMonths ?? null,
    earlier: days.map(([reason, on]) => ({ reason, on })),
    ...{ available: null, subsidy: ZERO, overdue: null },
    balanceUntold:
      account !== undefined &&
      account.flexibleBalance === undefined &&
      account.employeeBalance === undefined,
  };
}

function accountTold(told: ToldAccount): AccountFacts {
  const { source, state, sealedOn = null, employeeSealedOn = null } = told;
  return {
    account: null,
    source,
    state,
    sealedOn,
    employeeSealedOn: source === 'unit' ? sealedOn : employeeSealedOn,
    flexibleBalance: told.flexibleBalance ?? ZERO,
    employeeBalance: told.employeeBalance ?? ZERO,
    paidTo: told.paidTo ?? null,
    activatedIn: told.activatedIn ?? null,
    employedFrom: told.employedFrom ?? null,
  };
}

function begunIn({ began = {} }: Told): readonly (readonly [DeadlineCode, PlainDate])[] {
  const codes = Object.keys(BEGAN_NAMES) as readonly DeadlineCode[];
  return codes.flatMap((what) => {
    const on = began[what];
    return on === undefined ? [] : [[what, on] as const];
  });
}

/** What was told, as name and value. */
export function toldInWords(
  told: Told,
): readonly { readonly name: string; readonly value: string }[] {
  const { person, account, obstacles = {} } = told;
  const kinds = Object.entries(OBSTACLE_NAMES) as readonly (readonly [ObstacleName, string])[];
  const stands = kinds.filter(([kind]) => obstacles[kind] === true).map(([, name]) => name);
  const words: readonly (readonly [string, string | undefined])[] = [
    ['出生日期', person && dayText(person.bornOn)],
    ['性别', person?.sex && (person.sex === 'M' ? '男' : '女')],
    ['原法定退休年龄', person?.retirementBase && `${person.retirementBase}周岁`],
    ['基本养老金', person?.drawsPension === true ? '已领取' : undefined],
    ...accountInWords(account),
    ['证件', person?.documentType && DOCUMENT_TYPE_NAMES[person.documentType]],
    ['其他情形', stands.length === 0 ? undefined : listText(stands)],
    ['限制期的最后一日', obstacles.banUntil ? dayText(obstacles.banUntil) : undefined],
    ...begunIn(told).map(([what, on]) => [BEGAN_NAMES[what], dayText(on)] as const),
  ];
  return words.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  );
}

function accountInWords(
  account: ToldAccount | undefined,
): readonly (readonly [string, string | undefined])[] {
  if (account === undefined) return [['账户', '没有']];
  const { source, state, sealedOn, employeeSealedOn, paidTo, activatedIn } = account;
  const { flexibleBalance, employeeBalance, continuousMonths, withdrew = {} } = account;
  const days = Object.entries(withdrew) as readonly [WithdrawalReason, PlainDate][];
  return [
    [
      '账户',
      `${source === 'unit' ? '由单位缴存' : '灵活就业缴存'}，${state === 'sealed' ? '已封存' : '正常'}`,
    ],
    ['封存日期', sealedOn && dayText(sealedOn)],
    ['单位缴存部分的封存日期', employeeSealedOn && dayText(employeeSealedOn)],
    ['灵活就业部分余额', flexibleBalance && `${flexibleBalance}元`],
    ['单位缴存部分余额', employeeBalance && `${employeeBalance}元`],
    ['缴至年月', paidTo && monthText(paidTo)],
    ['启用年月', activatedIn && monthText(activatedIn)],
    ['单位首次缴存月份', account.employedFrom && monthText(account.employedFrom)],
    ['已连续缴存', continuousMonths === undefined ? undefined : `${String(continuousMonths)}个月`],
    ...days.map(([reason, on]) => [`上次${withdrawalTitle(reason)}提取`, dayText(on)] as const),
  ];
}

/**
 * 法定退休年龄: when a person reaches the statutory age of retirement.
 *
 * Since 2025 the age rises by a month for every four (women formerly retired at 50: two) months
 * of birth. The national table is by month; the day is the birthday's in that month, or the
 * month's last, and a person is retired from that day on. Elastic choices by agreement with an
 * employer do not move the statutory age.
 */
import { addMonths, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { baseFits, type RetirementBase, type Sex } from '../domain/vocabulary.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export interface RetirementFacts {
  readonly bornOn: PlainDate;
  readonly sex: Sex;
  /** 原法定退休年龄 in years: men 60; women 55, or 50 by their own pension record. */
  readonly base?: RetirementBase;
}

export interface Retirement {
  readonly delayMonths: number;
  /** Retired from this day on. */
  readonly retiresOn: PlainDate;
}

export const RETIREMENT: Rule = {
  name: 'retirement',
  version: '1',
  title: '法定退休年龄',
  clauses: ['retirement-1'],
};

/** Months of birth per month of delay, and the most months of delay. */
export const RETIREMENT_PACE = {
  60: { step: 4, max: 36 },
  55: { step: 4, max: 36 },
  50: { step: 2, max: 60 },
} as const;

/** The base of a flexible woman unless her pension record or her center says otherwise. */
const FEMALE_BASE: RetirementBase = 55;

/**
 * The delay in months and the first day of retirement.
 *
 * @throws Fault 'input-invalid' when the base is not one of the sex
 * @source 国务院关于渐进式延迟法定退休年龄的办法, article 1 and its tables
 */
export function retirementOf(facts: RetirementFacts): Decision<Retirement> {
  const { bornOn, sex, base = sex === 'M' ? 60 : FEMALE_BASE } = facts;
  if (!baseFits(sex, base)) {
    const detail = '原法定退休年龄：男为 60，女为 55 或 50';
    throw new Fault('input-invalid', detail, {
      members: { errors: [{ pointer: '/base', detail }] },
    });
  }
  const { step, max } = RETIREMENT_PACE[base];
  // Months from 2025-01 to the month in which the original age is reached, that month included.
  const months = (Number(bornOn.slice(0, 4)) + base - 2025) * 12 + Number(bornOn.slice(5, 7));
  const delayMonths = months <= 0 ? 0 : Math.min(Math.ceil(months / step), max);
  const retiresOn = addMonths(bornOn, base * 12 + delayMonths);
  return decide(RETIREMENT, { delayMonths, retiresOn }, [
    {
      condition: 'delay-months',
      label: '延迟月数',
      inputs: { bornOn, sex, base, monthsSince2025: months, step, max },
      value: delayMonths,
      clause: 'retirement-1',
    },
    {
      condition: 'retires-on',
      label: '达到法定退休年龄之日',
      inputs: { bornOn, base, delayMonths },
      value: retiresOn,
      clause: 'retirement-1',
    },
  ]);
}

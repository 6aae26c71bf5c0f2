/** Parameters of imaginary people for the papers about a conversion to employee. */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import type {
  ConvertedToEmployeeParams,
  EmploymentEndedParams,
  EmploymentListedParams,
} from '../../cases/wording-documents.ts';
import { BARE_HEAD, CLAUSE, HEAD } from './examples.ts';

const business = '灵活转单位';
const on = plainDate('2026-11-23');
const month = plainMonth('2026-11');
const head = { ...HEAD, business };
const about = { last4: '0012' };

export const LISTED_EXAMPLES: readonly [EmploymentListedParams, ...EmploymentListedParams[]] = [
  {
    ...{ ...head, ...about, toldOn: on, fromOn: on, until: plainDate('2027-01-22') },
    ...{ suspended: true, clauses: [CLAUSE] },
  },
  {
    ...{ ...BARE_HEAD, business, ...about, toldOn: on, fromOn: on },
    ...{ until: plainDate('2027-01-22'), suspended: false, clauses: [] },
  },
];

export const CONVERTED_EXAMPLES: readonly [
  ConvertedToEmployeeParams,
  ...ConvertedToEmployeeParams[],
] = [
  { ...head, ...about, on, firstMonth: month, overlap: 0, clauses: [CLAUSE] },
  { ...BARE_HEAD, business, ...about, on, firstMonth: month, overlap: 2, clauses: [] },
];

export const NOT_CONVERTED_EXAMPLES: readonly EmploymentEndedParams[] = [
  {
    ...{ ...head, ...about, endedOn: on, how: 'not-converted', owesFrom: month },
    reasons: ['账户正在转移。转移办结后，单位再次报送缴存时转换。'],
  },
];

export const ENDED_EXAMPLES: readonly [EmploymentEndedParams, ...EmploymentEndedParams[]] = [
  { ...head, ...about, endedOn: on, how: 'not-contributed', owesFrom: month },
  { ...head, last4: '', endedOn: on, how: 'withdrawn', owesFrom: null },
];

/**
 * Figures that hold in every center until it sets its own: those of the state, and the defaults
 * this product starts with, which each center confirms or replaces by a document of its own.
 */
import { EVERY_CENTER } from '../figures.ts';
import { figuresOf } from './figure-table.ts';

const center = EVERY_CENTER;

export const EVERY_CENTER_FIGURES = [
  ...figuresOf(
    {
      center,
      document: '银发〔2016〕43号',
      from: '2016-02-21',
      note: '当年归集与上年结转同为一年期存款基准利率1.50%；2026年9月20日起由国务院决定。',
    },
    { 'interest-rate': '0.015', 'interest-divisor': '360' },
  ),
  ...figuresOf(
    {
      center,
      document: '建金管〔2005〕5号',
      from: '2005-01-10',
      note: '单位与个人各5%至12%，由灵活就业人员一并缴存。',
    },
    { 'contribution-rate-min': '0.1', 'contribution-rate-max': '0.24' },
  ),
  ...figuresOf(
    {
      center,
      document: '辽宁省通知（征求意见稿）2026年5月',
      from: '2025-01-01',
      note: '通知（一）、（七）、（十四）所定；征求意见稿，正式印发后更新。',
    },
    {
      'age-min': '18',
      'age-own-income-min': '16',
      'seal-clock': 'employee-portion',
      'dormancy-wait': '6',
    },
  ),
  ...figuresOf(
    {
      center,
      document: '系统默认参数（待中心文件确认）',
      from: '2025-01-01',
      note: '无公开文件规定，由中心以自己的文件确认或修改。',
    },
    {
      'retirement-base-female': '55',
      'contribution-rounding': 'half-up-yuan',
      'contribution-cycles': 'month,quarter,half-year,year',
      'debit-day-min': '1',
      'debit-day-max': '25',
      'debit-day-rule': 'previous',
      'collection-approval': 'none',
      'collection-retry-gap': '3',
      'mandate-limit-factor': '2',
      'recovery-days': '10',
      'suspense-days': '5',
      'difference-days': '2',
      'proof-days': '1',
      'payment-slip-days': '3',
      'amount-change-gap': '12',
      'mandate-change-wait': '15',
      'contribution-receipt': 'not-told',
      'payment-reminder': '5',
      'continuity-gap': '1',
      'employment-wait': '60',
      'check-valid': '7',
      'seal-wait': '30',
      'agreement-signing': '15',
      'reminder-before': '5',
      supplement: '15',
      'opening-promise': '5',
      'review-request': '60',
      'dormancy-notice': '30',
      'dormancy-warnings': '2',
      'service-order': 'app,sms,letter',
      'breach-months': '3',
      'rent-cap-single': '1000.00',
      'rent-cap-married': '1000.00',
      'rent-cap-registered': '1000.00',
      'rent-months-min': '3',
      'rent-income-ratio': '0.15',
      'rent-gap': '3',
      'property-fee-gap': '12',
      'loan-repayment-gap': '12',
      'housing-expense-window': '24',
      'withdrawal-source-order': 'flexible-first',
      'withdrawal-loan-rule': 'overdue-first',
      'withdrawal-promise': '1',
      'withdrawal-review-above': '50000.00',
      'withdrawal-approval-above': '200000.00',
      'exit-signing': '15',
      'exit-regret': '0',
      'loan-recheck': '7',
      'personal-change-watch': '90',
      'personal-change-promise': '3',
      'payout-wait': '1',
      'payout-mend': '30',
      'interest-settlement-day': 'not-counted',
    },
  ),
];

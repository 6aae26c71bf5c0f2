/** The agreement in force and the measures against its breach, as `anju account show` prints them. */
import { isBody, text, type Body } from './answers.ts';
import { card, type Column } from './grid.ts';

export const MEASURES: readonly Column<Body>[] = [
  { title: '措施', value: (row) => text(row, 'title') },
  { title: '自', value: (row) => text(row, 'from') },
  { title: '至', value: (row) => text(row, 'endedOn') || text(row, 'until') || '解除为止' },
  { title: '执行中', value: (row) => text(row, 'inForce') },
  { title: '条款', value: (row) => `${text(row, 'term')}；${text(row, 'clauseTitle')}` },
];

export const VERSIONS: readonly Column<Body>[] = [
  { title: '版本', value: (row) => text(row, 'n') },
  { title: '执行', value: (row) => text(row, 'standingTitle') },
  { title: '自月份', value: (row) => text(row, 'fromMonth') },
  { title: '每月（元）', value: (row) => text(row, 'monthlyAmount') },
  { title: '周期', value: (row) => text(row, 'cycleTitle') },
  { title: '扣款日', value: (row) => `${text(row, 'debitDay')}日` },
  { title: '签署', value: (row) => text(row, 'since') },
];

export const OWED: readonly Column<Body>[] = [
  { title: '尚未追回（元）', value: (row) => text(row, 'left') },
  {
    title: '期限',
    value: (row) => text(row, 'dueOn') + (text(row, 'overdue') === '是' ? ' 逾期' : ''),
  },
  { title: '原因', value: (row) => text(row, 'causeText') },
  { title: '凭证', value: (row) => text(row, 'journal') },
];

export function agreementText(agreement: unknown): string {
  if (!isBody(agreement)) return '';
  return card([
    ['状态', `${text(agreement, 'stateTitle')}，自${text(agreement, 'since')}`],
    ['事由', text(agreement, 'reasonTitle')],
    ['含义', text(agreement, 'means')],
    ['恢复应缴', text(agreement, 'owesFrom')],
    ['业务', text(agreement, 'caseId')],
  ]);
}

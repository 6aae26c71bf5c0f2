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

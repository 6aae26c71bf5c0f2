/** The filters that a number of the board leads with, in words above the list; each can be taken off. */
import { Tag } from 'antd';
import { stateTitle } from '../../../cases/wording-stalls.ts';
import { taskWords } from '../../../cases/wording-tasks.ts';
import { waitTitle } from '../../../cases/wording-waits.ts';
import { systemTitle } from '../../../cases/wording.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { ageTitle } from './ages.ts';

/** In the order in which they are said. */
const WORDS: Readonly<Record<string, (value: string) => string>> = {
  state: (value) => `状态：${stateTitle(value)}`,
  age: (value) => `受理至今：${ageTitle(value)}`,
  overdueBy: (value) => (value === 'law' ? '超法定期限' : '超承诺期限'),
  waitAge: (value) => `已等：${ageTitle(value)}`,
  waitOverdue: (value) => (value === 'true' ? '等待到期无动作' : '等待未到期'),
  waitingOn: (value) => `等${systemTitle(value)}`,
  dueFrom: (value) => `到期：${value} 起`,
  dueTo: (value) => `到期：${value} 止`,
  dueKind: dueTitle,
  endless: () => '等待没有期限',
};

export const BOARD_FILTERS: readonly string[] = Object.keys(WORDS);

function dueTitle(kind: string): string {
  const [of = '', ...rest] = kind.split('.');
  const name = rest.join('.');
  return of === 'task' ? `到期的待办：${taskWords(name).title}` : `到期的等待：${waitTitle(name)}`;
}

export function CaseConditions({ filters }: { readonly filters: AddressFilters }) {
  const given = BOARD_FILTERS.filter((name) => filters.values[name] !== undefined);
  if (given.length === 0) return null;
  return (
    <ul className="case-conditions" aria-label="来自看板的条件">
      {given.map((name) => {
        const words = WORDS[name]?.(filters.values[name] ?? '') ?? name;
        return (
          <li key={name}>
            <Tag
              closable={{ 'aria-label': `去掉条件：${words}` }}
              onClose={() => {
                filters.set(name, undefined);
              }}
            >
              {words}
            </Tag>
          </li>
        );
      })}
    </ul>
  );
}

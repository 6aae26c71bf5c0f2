/** The filters that a number of the board leads with, in words above the list; each can be taken off. */
import { Tag } from 'antd';
import { stateTitle } from '../../../cases/wording-stalls.ts';
import { taskWords } from '../../../cases/wording-tasks.ts';
import { waitTitle } from '../../../cases/wording-waits.ts';
import { systemTitle } from '../../../cases/wording.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { ageTitle } from './ages.ts';

type Values = AddressFilters['values'];

interface Condition {
  /** What is taken off with it. */
  readonly names: readonly string[];
  /** null: not given. */
  readonly words: (values: Values) => string | null;
}

const one = (name: string, words: (value: string) => string): Condition => ({
  names: [name],
  words: (values) => {
    const value = values[name];
    return value === undefined ? null : words(value);
  },
});

/** In the order in which they are said. */
const CONDITIONS: readonly Condition[] = [
  one('state', (value) => `状态：${stateTitle(value)}`),
  one('age', (value) => `受理至今：${ageTitle(value)}`),
  one('overdueBy', (value) => (value === 'law' ? '超法定期限' : '超承诺期限')),
  one('waitAge', (value) => `已等：${ageTitle(value)}`),
  one('waitOverdue', (value) => (value === 'true' ? '等待到期无动作' : '等待未到期')),
  one('waitingOn', (value) => `等${systemTitle(value)}`),
  { names: ['dueFrom', 'dueTo'], words: dueDays },
  one('dueKind', dueTitle),
  one('endless', () => '等待没有期限'),
];

export const BOARD_FILTERS: readonly string[] = CONDITIONS.flatMap(({ names }) => names);

function dueDays({ dueFrom, dueTo }: Values): string | null {
  if (dueFrom !== undefined && dueTo !== undefined) return `到期：${dueFrom} 至 ${dueTo}`;
  if (dueFrom !== undefined) return `到期：${dueFrom} 起`;
  return dueTo === undefined ? null : `到期：${dueTo} 止`;
}

function dueTitle(kind: string): string {
  const [of = '', ...rest] = kind.split('.');
  const name = rest.join('.');
  return of === 'task' ? `到期的待办：${taskWords(name).title}` : `到期的等待：${waitTitle(name)}`;
}

export function CaseConditions({ filters }: { readonly filters: AddressFilters }) {
  const given = CONDITIONS.flatMap(({ names, words }) => {
    const said = words(filters.values);
    return said === null ? [] : [{ names, said }];
  });
  if (given.length === 0) return null;
  return (
    <ul className="case-conditions" aria-label="来自看板的条件">
      {given.map(({ names, said }) => (
        <li key={said}>
          <Tag
            closable={{ 'aria-label': `去掉条件：${said}` }}
            onClose={() => {
              const left = Object.entries(filters.values);
              filters.replace(Object.fromEntries(left.filter(([name]) => !names.includes(name))));
            }}
          >
            {said}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

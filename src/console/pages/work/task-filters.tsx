/** Filters of the work list: role, branch, kind, overdue, put aside. */
import { Checkbox } from 'antd';
import { ROLES, roleTitle } from '../../../cases/case.ts';
import { TASK_KINDS, taskWords } from '../../../cases/wording-tasks.ts';
import { hasRole, type Me } from '../../api/me.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { useTaskCounts } from './task-queries.ts';

interface Props {
  readonly filters: AddressFilters;
  readonly me: Me;
}

export function TaskFilterBar({ filters, me }: Props) {
  const { data: counts } = useTaskCounts();
  const branches = me.centers.flatMap((center) => center.branches);
  return (
    <>
      <Choice
        label="岗位"
        name="role"
        filters={filters}
        options={ROLES.filter((role) => role !== 'channel').map((role) => [role, roleTitle(role)])}
      />
      <Choice
        label="网点"
        name="branch"
        filters={filters}
        options={branches.map(({ id, name }) => [id, name])}
      />
      <Choice
        label="待办种类"
        name="kind"
        filters={filters}
        options={TASK_KINDS.map((kind) => [kind, taskWords(kind).title])}
      />
      <Checkbox
        checked={filters.values['overdue'] === 'true'}
        onChange={({ target }) => {
          filters.set('overdue', target.checked ? 'true' : undefined);
        }}
      >
        只看逾期
      </Checkbox>
      <Checkbox
        checked={filters.values['aside'] === 'true'}
        onChange={({ target }) => {
          filters.set('aside', target.checked ? 'true' : undefined);
        }}
      >
        只看暂缓{counts !== undefined && counts.aside > 0 && `（${String(counts.aside)}）`}
      </Checkbox>
      {hasRole(me, 'supervisor') && (
        <Checkbox
          checked={filters.values['escalated'] === 'true'}
          onChange={({ target }) => {
            filters.set('escalated', target.checked ? 'true' : undefined);
          }}
        >
          只看须主管处理
        </Checkbox>
      )}
    </>
  );
}

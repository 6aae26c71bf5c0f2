/** The work list of my roles and branches: the soonest due first, live without jumping. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Empty, Segmented } from 'antd';
import { useLive } from '../../api/live.ts';
import { useState } from 'react';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useSteadyList, type Steady } from '../../parts/steady-list.ts';
import { TaskMoveBar } from '../staff/task-moving.tsx';
import { NextTaskButton } from './next-task.tsx';
import { SavedViews } from './saved-views.tsx';
import { TaskFilterBar } from './task-filters.tsx';
import { TASK_FILTERS, useTaskCounts, useTasks, type Task } from './task-queries.ts';
import { TaskTable } from './task-table.tsx';
import './work.css';

export function WorkPage() {
  const me = useMe();
  const filters = useAddressFilters(TASK_FILTERS);
  const question = JSON.stringify(filters.values);
  const paging = usePaging(question);
  const tasks = useTasks(filters.values, paging.cursor);
  const list = useSteadyList<Task>(tasks.data?.items, `${question}${paging.cursor ?? ''}`);
  useLiveTasks();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const supervises = hasRole(me, 'supervisor');
  return (
    <Page
      title="待办"
      actions={
        <>
          <SavedViews page="work" filters={filters} />
          <NextTaskButton />
        </>
      }
    >
      <div className="list-tools">
        <ScopeChoice
          value={filters.values['scope'] ?? 'all'}
          onChange={(scope) => {
            filters.set('scope', scope === 'all' ? undefined : scope);
          }}
        />
        <TaskFilterBar filters={filters} me={me} />
        {supervises && (
          <TaskMoveBar
            tasks={list.rows.filter(({ gone }) => !gone).map(({ item }) => item)}
            chosen={chosen}
            onMoved={() => {
              setChosen([]);
            }}
          />
        )}
      </div>
      <News list={list} />
      {tasks.isError && <ProblemNote error={tasks.error} onRepeat={() => void tasks.refetch()} />}
      {tasks.isPending ? (
        <PageLoading />
      ) : list.rows.length === 0 ? (
        <Empty description="没有符合条件的待办" />
      ) : (
        <TaskTable
          rows={list.rows}
          today={me.today}
          {...(supervises ? { choice: { chosen, onChange: setChosen } } : {})}
        />
      )}
      <Pager paging={paging} nextCursor={tasks.data?.nextCursor} />
    </Page>
  );
}

function useLiveTasks(): void {
  const queries = useQueryClient();
  useLive('/tasks/stream', ['task', 'reload'], () => {
    void queries.invalidateQueries({ queryKey: ['tasks'] });
  });
}

/** Said, not done: the list changes when one asks for it. */
function News({ list }: { readonly list: Steady<Task> }) {
  const { added, gone, refresh } = list;
  const told = [added > 0 ? `新增${added}项` : '', gone > 0 ? `${gone}项已不在列表中` : ''].filter(
    (text) => text !== '',
  );
  return (
    <div className="list-news" role="status">
      {told.length > 0 && (
        <>
          {told.join('，')}
          <Button size="small" onClick={refresh}>
            更新列表
          </Button>
        </>
      )}
    </div>
  );
}

interface ScopeProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ScopeChoice({ value, onChange }: ScopeProps) {
  const { data: counts } = useTaskCounts();
  const label = (text: string, count: number | undefined) => (
    <span>
      {text} <span className="count">{count ?? '·'}</span>
    </span>
  );
  return (
    <Segmented
      aria-label="范围"
      value={value}
      onChange={onChange}
      options={[
        { value: 'all', label: label('全部', counts?.all) },
        { value: 'mine', label: label('我的', counts?.mine) },
        { value: 'claimable', label: label('可领取', counts?.claimable) },
      ]}
    />
  );
}

/** What belongs to the case, in parts: which one is looked at stands in the address. */
import { Button, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import type { Action } from './action-bar.tsx';
import { ApplicationPart } from './application-part.tsx';
import type { Case } from './case-data.ts';
import { CheckList } from './check-list.tsx';
import { DecisionList } from './decision-list.tsx';
import { Papers } from './papers.tsx';
import { TaskList } from './task-list.tsx';
import { Timeline } from './timeline.tsx';

interface Props {
  readonly case: Case;
  readonly onAct: (action: Action) => void;
}

export function CaseParts({ case: of, onAct }: Props) {
  const [search, setSearch] = useSearchParams();
  const items = [
    { key: 'timeline', label: '经过', children: <Timeline id={of.id} /> },
    { key: 'decisions', label: '认定', children: <DecisionList case={of} /> },
    { key: 'checks', label: '核查', children: <Checks case={of} onAct={onAct} /> },
    { key: 'papers', label: '文书与材料', children: <Papers case={of} /> },
    { key: 'application', label: '申请表', children: <ApplicationPart case={of} /> },
    { key: 'tasks', label: '待办', children: <TaskList case={of} onAct={onAct} /> },
  ];
  const asked = search.get('part');
  const active = items.find(({ key }) => key === asked)?.key ?? 'timeline';
  return (
    <div className="case-panel case-parts">
      <Tabs
        items={items}
        activeKey={active}
        more={{ icon: '更多' }}
        destroyOnHidden
        onChange={(key) => {
          const next = new URLSearchParams(search);
          next.set('part', key);
          if (key !== 'timeline') next.delete('group');
          setSearch(next, { replace: true });
        }}
      />
    </div>
  );
}

function Checks({ case: of, onAct }: Props) {
  const recheck = of.actions.find(({ action }) => action === 'recheck');
  return (
    <>
      {recheck?.allowed === true && (
        <p>
          <Button
            onClick={() => {
              onAct(recheck);
            }}
          >
            重新查询
          </Button>
        </p>
      )}
      <CheckList case={of} />
    </>
  );
}

/** The staff desk: people, changes that wait for a second person, the unused, conflicts, branches. */
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters, type AddressFilters } from '../../parts/address-filters.ts';
import { Page } from '../../parts/page.tsx';
import { BranchList } from './branch-list.tsx';
import { ChangeList } from './change-list.tsx';
import { ConflictList } from './conflict-list.tsx';
import { JoinDialog } from './join-dialog.tsx';
import { MemberList, UnusedList } from './member-list.tsx';
import { useChanges, useMembers } from './staff-queries.ts';
import './staff.css';

const FILTERS = ['view', 'role', 'branch', 'gone', 'days', 'state'] as const;
const VIEWS = ['people', 'changes', 'unused', 'conflicts', 'branches'] as const;
type View = (typeof VIEWS)[number];

export function StaffPage() {
  const me = useMe();
  const { message } = App.useApp();
  const filters = useAddressFilters(FILTERS);
  const view = VIEWS.find((one) => one === filters.values['view']) ?? 'people';
  const [joining, setJoining] = useState(false);
  const decides = hasRole(me, 'supervisor');
  return (
    <Page
      title="人员"
      actions={
        decides && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => {
              setJoining(true);
            }}
          >
            新增人员
          </Button>
        )
      }
    >
      <div className="staff-tools">
        <ViewChoice
          view={view}
          onChange={(next) => {
            filters.replace(next === 'people' ? {} : { view: next });
          }}
        />
      </div>
      <Shown view={view} filters={filters} decides={decides} />
      <JoinDialog
        open={joining}
        onClose={() => {
          setJoining(false);
        }}
        onProposed={() => {
          void message.success('已提交，待另一名主管确认');
          filters.replace({ view: 'changes' });
        }}
      />
    </Page>
  );
}

function ViewChoice({ view, onChange }: { readonly view: View; onChange: (view: View) => void }) {
  const { data: open } = useChanges('open', undefined);
  const { data: people } = useMembers({});
  const waiting = open?.items.length ?? 0;
  const conflicts = people?.filter((one) => one.conflicts.length > 0).length ?? 0;
  const label = (text: string, count: number) => (count > 0 ? `${text}（${count}）` : text);
  const options: { value: View; label: string }[] = [
    { value: 'people', label: '在册人员' },
    { value: 'changes', label: label('变更', waiting) },
    { value: 'unused', label: '长期未用' },
    { value: 'conflicts', label: label('岗位冲突', conflicts) },
    { value: 'branches', label: '网点' },
  ];
  return <Segmented<View> aria-label="查看" value={view} onChange={onChange} options={options} />;
}

interface ShownProps {
  readonly view: View;
  readonly filters: AddressFilters;
  readonly decides: boolean;
}

function Shown({ view, filters, decides }: ShownProps) {
  switch (view) {
    case 'people':
      return <MemberList filters={filters} />;
    case 'changes':
      return <ChangeList filters={filters} />;
    case 'unused':
      return <UnusedList filters={filters} />;
    case 'conflicts':
      return <ConflictList />;
    case 'branches':
      return <BranchList decides={decides} />;
  }
}

/** Branches of the center: added, renamed, closed by two supervisors. */
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { BranchDialog } from './branch-dialog.tsx';
import { useBranches, type Branch } from './staff-queries.ts';

export function BranchList({ decides }: { readonly decides: boolean }) {
  const { message } = App.useApp();
  const branches = useBranches();
  /** undefined: no dialog; null: a new branch */
  const [changing, setChanging] = useState<Branch | null | undefined>(undefined);
  if (branches.isError) {
    return <ProblemNote error={branches.error} onRepeat={() => void branches.refetch()} />;
  }
  if (branches.isPending) return <PageLoading />;
  return (
    <>
      {decides && (
        <div className="list-tools">
          <Button
            icon={<PlusOutlined />}
            onClick={() => {
              setChanging(null);
            }}
          >
            新增网点
          </Button>
        </div>
      )}
      <Table<Branch>
        size="small"
        aria-label="网点"
        rowKey="id"
        dataSource={branches.data}
        pagination={false}
        columns={[
          { title: '名称', render: (_, { name }) => <strong>{name}</strong> },
          { title: '代号', width: 180, dataIndex: 'id' },
          { title: '种类', width: 160, dataIndex: 'kindTitle' },
          { title: '区县', width: 100, render: (_, { district }) => district ?? '—' },
          {
            title: '状态',
            width: 100,
            render: (_, { active }) => (
              <Tag color={active ? 'success' : 'default'}>{active ? '启用' : '停用'}</Tag>
            ),
          },
          ...(decides ? [actionColumn(setChanging)] : []),
        ]}
      />
      <BranchDialog
        key={changing?.id ?? 'new'}
        branch={changing ?? null}
        open={changing !== undefined}
        onClose={() => {
          setChanging(undefined);
        }}
        onProposed={() => void message.success('已提交，待另一名主管确认')}
      />
    </>
  );
}

function actionColumn(onChange: (branch: Branch) => void) {
  return {
    title: '操作',
    width: 90,
    render: (_: unknown, branch: Branch) => (
      <Button
        size="small"
        aria-label={`变更网点：${branch.name}`}
        onClick={() => {
          onChange(branch);
        }}
      >
        变更
      </Button>
    ),
  };
}

/** Tasks into other hands: exactly those chosen, each with its result. */
import { Alert, Button, Form, Modal, Radio, Table, Tag } from 'antd';
import { useState } from 'react';
import { TaskMovesForm } from '../../../forms/staff-change.ts';
import type { Schemas } from '../../api/client.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { ColleagueField, ReasonField } from './fields.tsx';
import { useDesk, type Task } from './staff-queries.ts';

type Moves = Schemas['TaskMoves'];

interface Props {
  /** As they are shown: moved in the version that was seen, or not at all. */
  readonly tasks: readonly Task[];
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ReassignDialog({ tasks, open, onClose }: Props) {
  const [result, setResult] = useState<Moves | null>(null);
  return (
    <>
      <AskDialog
        tasks={tasks}
        open={open && result === null}
        onClose={onClose}
        onMoved={setResult}
      />
      <Modal
        open={result !== null}
        title="改派结果"
        footer={
          <Button
            type="primary"
            onClick={() => {
              setResult(null);
              onClose();
            }}
          >
            知道了
          </Button>
        }
        onCancel={() => {
          setResult(null);
          onClose();
        }}
      >
        {result && <Result result={result} tasks={tasks} />}
      </Modal>
    </>
  );
}

interface Values {
  readonly to: 'person' | 'queue';
  readonly staff?: string;
  readonly reason?: string;
}

function AskDialog({ onMoved, ...props }: Props & { readonly onMoved: (result: Moves) => void }) {
  const { tasks, open, onClose } = props;
  const { moveTasks } = useDesk();
  const [first] = tasks;
  return (
    <DeskDialog<Values, TaskMovesForm>
      open={open}
      title={tasks.length === 1 && first ? `改派：${first.title}` : `改派${tasks.length}件待办`}
      okText="改派"
      initial={{ to: 'person' }}
      schema={TaskMovesForm}
      contentOf={({ to, staff, reason }) => ({
        tasks: tasks.map(({ id, version }) => ({ id, version })),
        staff: to === 'queue' ? null : staff,
        reason,
      })}
      onSubmit={async (content, key) => {
        onMoved(await moveTasks(key, content));
      }}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title="只改派列出的这些待办；办理前已有变化的、对方不能办理的，会逐件说明原因，不影响其他。"
      />
      <Form.Item name="to" label="改派方式">
        <Radio.Group
          options={[
            { value: 'person', label: '指派给一个人' },
            { value: 'queue', label: '退回待领取' },
          ]}
        />
      </Form.Item>
      <TargetField roles={[...new Set(tasks.map(({ role }) => role))]} />
      <ReasonField />
    </DeskDialog>
  );
}

function TargetField({ roles }: { readonly roles: readonly string[] }) {
  const to: unknown = Form.useWatch('to');
  if (to === 'queue') return null;
  return <ColleagueField name="staff" label="指派给" empty="请选择" roles={roles} required />;
}

function Result({ result, tasks }: { readonly result: Moves; readonly tasks: readonly Task[] }) {
  const titles = new Map(tasks.map((task) => [task.id, task]));
  return (
    <>
      <Alert
        className="gap-below"
        type={result.moved === result.items.length ? 'success' : 'warning'}
        role="status"
        title={result.summary}
      />
      <Table
        size="small"
        aria-label="逐件结果"
        rowKey="id"
        pagination={false}
        scroll={{ y: 320 }}
        dataSource={result.items}
        columns={[
          {
            title: '待办',
            render: (_, { id }) => (
              <>
                {titles.get(id)?.title ?? id}
                <div className="quiet number">{titles.get(id)?.caseNumber}</div>
              </>
            ),
          },
          {
            title: '结果',
            render: (_, { moved, detail }) =>
              moved ? <Tag color="success">已改派</Tag> : <span>未改派：{detail}</span>,
          },
        ]}
      />
    </>
  );
}

/** What came back of a receivable, and recording more of it from money in suspense. */
import { Button, Descriptions, Drawer, Empty, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { newKey } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { Amount, amountText } from '../../parts/amount.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { useOpenSuspense, useReceivable, useRecover, type Receivable } from './ledger-queries.ts';

interface Props {
  readonly receivable: Receivable | null;
  readonly onClose: () => void;
}

export function RecoverDrawer({ receivable, onClose }: Props) {
  return (
    <Drawer
      open={receivable !== null}
      title="应收个人款"
      size={620}
      onClose={onClose}
      destroyOnHidden
    >
      {receivable && <Content key={receivable.id} id={receivable.id} onClose={onClose} />}
    </Drawer>
  );
}

function Content({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const me = useMe();
  const { data, error, isPending, refetch } = useReceivable(id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (isPending) return <PageLoading />;
  return (
    <>
      <Descriptions
        bordered
        size="small"
        column={1}
        className="owed-facts"
        items={[
          { key: 'amount', label: '应收（元）', children: <Amount of={data.amount} /> },
          { key: 'left', label: '尚未追回（元）', children: <Amount of={data.left} /> },
          { key: 'due', label: '期限', children: <Day on={data.dueOn} /> },
          { key: 'cause', label: '原因', children: data.causeText },
          { key: 'state', label: '状态', children: data.stateTitle },
        ]}
      />
      {data.recoveries.length > 0 && (
        <Table<(typeof data.recoveries)[number]>
          size="small"
          aria-label="追回的款项"
          rowKey="journal"
          pagination={false}
          scroll={{ x: 460 }}
          dataSource={[...data.recoveries]}
          columns={[
            { title: '日期', render: (_, { recoveredOn }) => <Day on={recoveredOn} /> },
            {
              title: '金额（元）',
              align: 'right',
              render: (_, { amount }) => <Amount of={amount} />,
            },
            { title: '银行流水号', dataIndex: 'serial' },
            {
              title: '凭证',
              render: (_, { journal, takenBack }) => (
                <>
                  <Link to={`/journals/${journal}`}>{journal}</Link>
                  {takenBack !== null && <div className="quiet">已冲账</div>}
                </>
              ),
            },
          ]}
        />
      )}
      {data.state === 'open' && hasRole(me, 'supervisor') && (
        <Record receivable={data} onClose={onClose} />
      )}
    </>
  );
}

interface Values {
  readonly item: string;
  readonly reason: string;
}

function Record({
  receivable,
  onClose,
}: {
  readonly receivable: Receivable;
  readonly onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const [key] = useState(newKey);
  const suspense = useOpenSuspense();
  const recover = useRecover(receivable);
  const own = (suspense.data?.items ?? []).filter(({ center }) => center === receivable.center);
  if (suspense.isError) {
    return <ProblemNote error={suspense.error} onRepeat={() => void suspense.refetch()} />;
  }
  if (suspense.data && own.length === 0) {
    return <Empty description="没有待处理的暂收款：本人归还的钱到账后再登记" />;
  }
  return (
    <Form
      form={form}
      layout="vertical"
      className="gap-above"
      onFinish={({ item, reason }) => {
        // What was refused is shown below.
        recover
          .mutateAsync({ key, item, reason: reason.trim() })
          .then(onClose)
          .catch(() => undefined);
      }}
    >
      <Form.Item
        name="item"
        label="用哪一笔暂收款（全额使用，不能多于尚未追回的金额）"
        rules={[{ required: true, message: '请选择暂收款' }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={suspense.isPending}
          options={own.map(({ id, receivedOn, amount, serial }) => ({
            value: id,
            label: `${receivedOn} ${amountText(amount)}元 流水号${serial}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label="理由（记入留痕）"
        rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      {recover.isError && <ProblemNote error={recover.error} />}
      <div className="drawer-buttons">
        <Button type="primary" htmlType="submit" loading={recover.isPending}>
          登记追回
        </Button>
      </div>
    </Form>
  );
}

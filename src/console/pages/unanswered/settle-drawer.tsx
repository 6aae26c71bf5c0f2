/** Records the bank's word on paper that it did not carry a debit out, which another supervisor confirms or declines. */
import { Alert, Button, Descriptions, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { Amount } from '../../parts/amount.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { useSettleDebit, type Settling, type UnansweredDebit } from './unanswered-queries.ts';

interface Props {
  readonly debit: UnansweredDebit | null;
  readonly onClose: () => void;
}

export function SettleDrawer({ debit, onClose }: Props) {
  return (
    <Drawer
      open={debit !== null}
      title="银行书面确认未扣款"
      size={560}
      onClose={onClose}
      destroyOnHidden
    >
      {debit && <Settle key={debit.id} debit={debit} onClose={onClose} />}
    </Drawer>
  );
}

const WORDS = { record: '登记', confirm: '复核了结', decline: '退回登记' } as const;
type Action = keyof typeof WORDS;

/** While one is recorded, nothing else becomes of it but another supervisor's word. */
const DECISIONS = [
  { value: 'confirm', label: '与原件相符，按未扣款了结' },
  { value: 'decline', label: '不相符，退回登记' },
] as const satisfies readonly { readonly value: Action; readonly label: string }[];

interface Values {
  readonly action?: Action;
  readonly document?: string;
  readonly reason: string;
}

function Settle({
  debit,
  onClose,
}: {
  readonly debit: UnansweredDebit;
  readonly onClose: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const [key] = useState(newKey);
  const settle = useSettleDebit();
  const { confirmation } = debit;
  const chosen = Form.useWatch((values: Values) => values.action, form);
  const action = confirmation === null ? 'record' : (chosen ?? 'confirm');
  const send = async (values: Values) => {
    await settle.mutateAsync({ key, debit, body: bodyOf(action, values) });
    onClose();
  };
  return (
    <>
      <Facts debit={debit} />
      <Alert
        className="gap-below"
        type="info"
        showIcon
        title="没有回报不等于没有扣款。只有银行书面确认没有扣款的，才在这里了结；银行的回报随时到达随时入账。"
      />
      <Form
        form={form}
        layout="vertical"
        initialValues={{ action: confirmation === null ? undefined : 'confirm' }}
        onFinish={(values) => {
          // What was refused is shown below.
          send(values).catch(() => undefined);
        }}
      >
        {confirmation === null ? (
          <DocumentField />
        ) : (
          <Form.Item name="action" label="复核意见">
            <Radio.Group options={[...DECISIONS]} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label="理由（记入留痕）"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {settle.isError && <ProblemNote error={settle.error} />}
        <div className="drawer-buttons">
          <Button type="primary" htmlType="submit" loading={settle.isPending}>
            {WORDS[action]}
          </Button>
        </div>
      </Form>
    </>
  );
}

function bodyOf(action: Action, { document = '', reason }: Values): Settling {
  const why = reason.trim();
  if (action !== 'record') return { action, reason: why };
  return { action, document: document.trim(), reason: why };
}

function DocumentField() {
  return (
    <Form.Item
      name="document"
      label="银行书面确认的文号"
      extra="登记后由另一名主管对照原件复核。了结后，该期仍在期限内的再次扣款，不计扣款次数；已过期限的，不计为本人欠缴。"
      rules={[{ required: true, whitespace: true, message: '请填写银行书面确认的文号' }]}
    >
      <Input autoComplete="off" maxLength={60} />
    </Form.Item>
  );
}

function Facts({ debit }: { readonly debit: UnansweredDebit }) {
  const { accountNumber, from, to, amount, key, sentAt, payableUntil, confirmation } = debit;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'account', label: '个人账号', children: accountNumber },
        { key: 'months', label: '应缴月份', children: from === to ? from : `${from}至${to}` },
        { key: 'amount', label: '金额（元）', children: <Amount of={amount} /> },
        { key: 'key', label: '指令编号', children: <span className="number">{key}</span> },
        {
          key: 'sent',
          label: '发往银行',
          children: sentAt === null ? '—' : <Instant at={sentAt} />,
        },
        { key: 'until', label: '最后扣款日', children: <Day on={payableUntil} /> },
        ...(confirmation === null
          ? []
          : [
              {
                key: 'confirmation',
                label: '待复核的书面确认',
                children: `${confirmation.document}，${confirmation.recordedByName}登记`,
              },
            ]),
      ]}
    />
  );
}

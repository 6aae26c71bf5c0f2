/** Assigns an amount to an account, or records that the bank returned it, which another supervisor confirms. */
import { Button, Descriptions, Drawer, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { Amount } from '../../parts/amount.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day } from '../../parts/when.tsx';
import { findAccountId } from '../../api/find-account.ts';
import { PayerPart } from './payer-part.tsx';
import { useSettle, type Settling, type SuspenseItem } from './suspense-queries.ts';

interface Props {
  readonly item: SuspenseItem | null;
  readonly onClose: () => void;
}

export function SettleDrawer({ item, onClose }: Props) {
  return (
    <Drawer open={item !== null} title="处理暂收款" size={560} onClose={onClose} destroyOnHidden>
      {item && <Settle key={item.id} item={item} onClose={onClose} />}
    </Drawer>
  );
}

const WORDS = {
  assign: '认领',
  return: '登记退回',
  fund: '拨入补贴资金',
  'confirm-return': '复核退回',
  'decline-return': '不同意退回',
} as const;
type Action = keyof typeof WORDS;

const WAYS = [
  { value: 'assign', label: '认领到账户' },
  { value: 'return', label: '已由银行退回' },
  { value: 'fund', label: '拨入补贴资金' },
] as const satisfies readonly { readonly value: Action; readonly label: string }[];
/** While a return waits for another supervisor, nothing else becomes of it. */
const DECISIONS = [
  { value: 'confirm-return', label: '复核退回，出账' },
  { value: 'decline-return', label: '不同意退回' },
] as const satisfies readonly { readonly value: Action; readonly label: string }[];

interface Values {
  readonly action: Action;
  readonly number?: string;
  readonly document?: string;
  readonly reason: string;
}

function Settle({ item, onClose }: { readonly item: SuspenseItem; readonly onClose: () => void }) {
  const [form] = Form.useForm<Values>();
  const [key] = useState(newKey);
  const settle = useSettle();
  const action = Form.useWatch('action', form) as Values['action'] | undefined;
  const send = async (values: Values) => {
    const body = await bodyOf(values);
    if (body === null) {
      form.setFields([{ name: 'number', errors: ['没有这个账号，或不在您的办理范围内'] }]);
      return;
    }
    await settle.mutateAsync({ key, item, body });
    onClose();
  };
  return (
    <>
      <Facts item={item} />
      <PayerPart item={item} />
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          action: item.returning === null ? 'assign' : 'confirm-return',
          number: item.accountNumber ?? undefined,
        }}
        onFinish={(values) => {
          // What was refused is shown below.
          send(values).catch(() => undefined);
        }}
      >
        <Form.Item name="action" label="怎样处理">
          <Radio.Group options={[...(item.returning === null ? WAYS : DECISIONS)]} />
        </Form.Item>
        {action === 'return' && <DocumentField />}
        {action === 'assign' && <NumberField />}
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
            {action === undefined ? '确定' : WORDS[action]}
          </Button>
        </div>
      </Form>
    </>
  );
}

async function bodyOf({
  action,
  number = '',
  document = '',
  reason,
}: Values): Promise<Settling | null> {
  const why = reason.trim();
  if (action === 'return') return { action, document: document.trim(), reason: why };
  if (action !== 'assign') return { action, reason: why };
  const account = await findAccountId(number.replaceAll(' ', ''));
  return account === null ? null : { action, account, reason: why };
}

function NumberField() {
  return (
    <Form.Item
      name="number"
      label="个人账号"
      extra="按整月记作缴存；金额不合的会说明最接近的可缴金额。"
      rules={[{ required: true, message: '请填写个人账号' }]}
    >
      <Input inputMode="numeric" autoComplete="off" maxLength={30} />
    </Form.Item>
  );
}

function DocumentField() {
  return (
    <Form.Item
      name="document"
      label="银行退款流水号"
      extra="登记后由另一名主管复核出账；对账单上没有这笔退款的，次日对账列为差异。"
      rules={[{ required: true, whitespace: true, message: '请填写银行退款的流水号' }]}
    >
      <Input autoComplete="off" maxLength={60} />
    </Form.Item>
  );
}

function Facts({ item }: { readonly item: SuspenseItem }) {
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'amount', label: '金额（元）', children: <Amount of={item.amount} /> },
        { key: 'on', label: '到账日', children: <Day on={item.receivedOn} /> },
        { key: 'serial', label: '银行流水号', children: item.serial },
        { key: 'cause', label: '原因', children: item.causeText },
        ...(item.returning === null
          ? []
          : [
              {
                key: 'returning',
                label: '待复核的退回',
                children: `退款流水号${item.returning.document}，${item.returning.proposedByName}登记`,
              },
            ]),
      ]}
    />
  );
}

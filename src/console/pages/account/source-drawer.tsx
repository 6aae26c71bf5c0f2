/** Asks for a correction of the source: which money, where it belongs, from which day, and the document; looked at first. */
import { Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { sourceTitle } from '../../../cases/wording-accounts.ts';
import { CORRECTED_FROM, CORRECTED_TO } from '../../../cases/wording-sources.ts';
import { newKey } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { meantAmount } from '../../forms/typed.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Account } from './account-queries.ts';
import { SourcePlanView } from './source-plan.tsx';
import {
  useProposeSource,
  useSourcePlan,
  type SourceAsked,
  type SourcePlan,
} from './source-queries.ts';

interface Props {
  readonly account: Account;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SourceDrawer({ account, open, onClose }: Props) {
  return (
    <Drawer open={open} title="申请来源更正" size={560} onClose={onClose} destroyOnHidden>
      <Asking account={account} onClose={onClose} />
    </Drawer>
  );
}

interface Values {
  readonly from: SourceAsked['from'];
  readonly to: SourceAsked['to'];
  readonly amount: string;
  readonly since: string;
  readonly document: string;
  readonly reason: string;
}

function Asking({ account, onClose }: Omit<Props, 'open'>) {
  const [form] = Form.useForm<Values>();
  const [asked, setAsked] = useState<SourceAsked | null>(null);
  const [key, setKey] = useState(newKey);
  const plan = useSourcePlan(account.id, asked);
  const propose = useProposeSource(account.id);
  const look = async () => {
    const values = await form.validateFields(['from', 'to', 'amount', 'since']);
    setKey(newKey());
    setAsked(askedOf(values));
  };
  const send = async ({ document, reason }: Values) => {
    if (plan.data === undefined) return;
    const { from, to, amount, since, digest } = plan.data;
    const words = { document: document.trim(), reason: reason.trim() };
    await propose.mutateAsync({ key, from, to, amount, since, digest, ...words });
    onClose();
  };
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={initial(account)}
      onValuesChange={(changed: Partial<Values>) => {
        // What was looked at is no longer what would be asked for.
        if (!('document' in changed || 'reason' in changed)) setAsked(null);
      }}
      onFinish={(values) => {
        // What was refused is shown below.
        send(values).catch(() => undefined);
      }}
    >
      <Which />
      <div className="source-actions">
        <Button loading={plan.isFetching} onClick={() => void look().catch(() => undefined)}>
          预览
        </Button>
        <span className="quiet">预览不改变任何账务；更正由另一名主管复核后记账。</span>
      </div>
      {plan.isError && <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />}
      <div aria-live="polite">
        {asked !== null && plan.data && (
          <Seen
            plan={plan.data}
            onChoose={(since) => {
              form.setFieldValue('since', since);
              setAsked({ ...asked, since });
            }}
          />
        )}
      </div>
      {asked !== null && plan.data?.possible === true && <Grounds pending={propose.isPending} />}
      {propose.isError && <ProblemNote error={propose.error} />}
    </Form>
  );
}

/** Money of unknown source first, all of it: that is what is asked for most. */
function initial({ subLedgers }: Account): Partial<Values> {
  const held = (source: string) =>
    subLedgers.find((one) => one.source === source)?.amount ?? '0.00';
  const from = CORRECTED_FROM.find((source) => held(source) !== '0.00') ?? 'unclassified';
  return {
    from,
    to: from === 'flexible' ? 'unit' : 'flexible',
    amount: held(from),
    since: '',
    document: '',
    reason: '',
  };
}

function askedOf({ from, to, amount, since }: Values): SourceAsked {
  return { from, to, amount: meantAmount(amount), ...(since !== '' && { since }) };
}

const choices = <T extends string>(sources: readonly T[]) =>
  sources.map((value) => ({ value, label: sourceTitle(value) }));

function Which() {
  const { today } = useMe();
  return (
    <>
      <Form.Item name="from" label="现在所记的来源">
        <Select options={choices(CORRECTED_FROM)} />
      </Form.Item>
      <Form.Item name="to" label="应记的来源">
        <Select options={choices(CORRECTED_TO)} />
      </Form.Item>
      <Form.Item
        name="amount"
        label="金额（元）"
        rules={[{ required: true, whitespace: true, message: '请填写金额' }]}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={20} />
      </Form.Item>
      <Form.Item
        name="since"
        label="起算日"
        extra="款项到账之日；不填的自今天起算，此前的利息留在原来源。"
      >
        <Input type="date" max={today} />
      </Form.Item>
    </>
  );
}

function Grounds({ pending }: { readonly pending: boolean }) {
  return (
    <>
      <Form.Item
        name="document"
        label="依据文件编号"
        rules={[{ required: true, whitespace: true, message: '请填写依据文件的编号' }]}
      >
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item
        name="reason"
        label="理由（记入留痕）"
        rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <div className="drawer-buttons">
        <Button type="primary" htmlType="submit" loading={pending}>
          提出申请
        </Button>
      </div>
    </>
  );
}

interface SeenProps {
  readonly plan: SourcePlan;
  readonly onChoose: (since: string) => void;
}

/** What it comes to, and one press to the first day that the books allow. */
function Seen({ plan, onChoose }: SeenProps) {
  const { since, earliest } = plan;
  return (
    <div className="gap-below">
      <SourcePlanView plan={plan} />
      {earliest !== null && earliest !== since && (
        <Button
          type="link"
          size="small"
          onClick={() => {
            onChoose(earliest);
          }}
        >
          改为自{earliest}起算
        </Button>
      )}
    </div>
  );
}

/** One act on a difference: what will happen, and for an explanation its reason. */
import { Alert, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  DECLINE_REASONS,
  DIFFERENCE_REASONS,
  type DeclineReason,
  type DifferenceReason,
} from '../../../cases/bank-differences.ts';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useActOnDifference, type Chosen, type Difference } from './bank-queries.ts';

interface Fields {
  readonly reason?: DifferenceReason;
  readonly declineReason?: DeclineReason;
  readonly note?: string;
}

interface Props {
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

export function DifferenceDialog({ chosen: { difference, action }, onClose }: Props) {
  const [form] = Form.useForm<Fields>();
  const [key] = useState(newKey);
  const act = useActOnDifference();
  const explains = action.action === 'explain';
  const declines = action.action === 'decline';
  const submit = ({ reason, declineReason, note = '' }: Fields) => {
    const words = note.trim();
    const body = {
      action: action.action,
      ...(explains && reason !== undefined && { reason }),
      ...(declines && declineReason !== undefined && { declineReason }),
      ...((explains || declines) && words !== '' && { note: words }),
    };
    act.mutate({ difference, body, key }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={`${action.title}：${difference.kindTitle}`}
      okText={action.title}
      cancelText="取消"
      confirmLoading={act.isPending}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        // The dialog itself would put the focus on its cross.
        if (isOpen && explains) form.focusField('reason');
        if (isOpen && declines) form.focusField('declineReason');
      }}
    >
      <Alert className="gap-below" type="info" title={previewOf(difference, action.action)} />
      <Form form={form} layout="vertical" onFinish={submit}>
        {explains && <ReasonFields form={form} name="reason" words={DIFFERENCE_REASONS} />}
        {declines && <ReasonFields form={form} name="declineReason" words={DECLINE_REASONS} />}
      </Form>
      {act.isError && <ProblemNote error={act.error} />}
    </Modal>
  );
}

function previewOf({ proposal, amount }: Difference, action: Chosen['action']['action']): string {
  switch (action) {
    case 'explain':
      return `差额${amount}元记为未达账，不记账；关账后仍逐日列在核验中，直到相符。`;
    case 'propose':
      return `将请另一名主管复核后记账：${proposal ?? ''}。`;
    case 'confirm':
      return `确认后立即入账：${proposal ?? ''}。`;
    case 'decline':
      return '退回后差异重新待处理，不记账。';
  }
}

interface ReasonProps {
  readonly form: ReturnType<typeof Form.useForm<Fields>>[0];
  readonly name: 'reason' | 'declineReason';
  /** By code. */
  readonly words: Readonly<Record<string, string>>;
}

/** Those that want words of their own. */
const IN_WORDS: ReadonlySet<string | undefined> = new Set(['other', 'other-cause']);

function ReasonFields({ form, name, words }: ReasonProps) {
  const reason = Form.useWatch(name, form);
  return (
    <>
      <Form.Item name={name} label="原因" rules={[{ required: true, message: '请选择原因' }]}>
        <Select options={Object.entries(words).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item
        name="note"
        label="说明（记入留痕，不要写个人信息）"
        rules={[{ required: IN_WORDS.has(reason), whitespace: true, message: '请写明原因' }]}
      >
        <Input.TextArea rows={3} maxLength={200} showCount />
      </Form.Item>
    </>
  );
}

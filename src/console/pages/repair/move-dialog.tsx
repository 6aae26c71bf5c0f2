/** Proposing one move: its preview, the reason, and what else it needs. */
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { MovePreview } from './move-preview.tsx';
import type { Move } from './repair-queries.ts';

export interface MoveInput {
  readonly reason: string;
  /** An instant. */
  readonly until?: string;
  /** A printed number. */
  readonly number?: string;
}

interface Fields {
  readonly reason: string;
  readonly until?: string;
  readonly number?: string;
}

interface Props {
  readonly move: Move;
  readonly okText: string;
  /** Above the preview: what it is done to. */
  readonly about?: string;
  /** Rejects with what the server said; the dialog then stays open and shows it. */
  readonly onSubmit: (input: MoveInput, key: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function MoveDialog({ move, okText, about, onSubmit, onClose }: Props) {
  const [form] = Form.useForm<Fields>();
  const [key] = useState(newKey);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async ({ reason, until, number }: Fields) => {
    setPending(true);
    setError(null);
    try {
      const more = {
        ...(until === undefined ? {} : { until: inShanghai(until) }),
        ...(number === undefined ? {} : { number: number.trim() }),
      };
      await onSubmit({ reason: reason.trim(), ...more }, key);
      onClose();
    } catch (failure) {
      setError(failure);
      setPending(false);
    }
  };
  return (
    <Modal
      open
      width={680}
      title={move.title}
      okText={okText}
      cancelText="取消"
      confirmLoading={pending}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        // The dialog itself would put the focus on its cross.
        if (isOpen) form.focusField('reason');
      }}
    >
      {about !== undefined && <p className="tight">{about}</p>}
      <MovePreview move={move} />
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        {move.needs === 'until' && <UntilField />}
        {move.needs === 'case' && <CaseField />}
        <Form.Item
          name="reason"
          label="事由（记入留痕）"
          rules={[{ required: true, whitespace: true, message: '请填写事由' }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNote error={error} />}
    </Modal>
  );
}

function UntilField() {
  return (
    <Form.Item
      name="until"
      label="再试的时间（北京时间）"
      rules={[{ required: true, message: '请填写再试的时间' }]}
    >
      <Input type="datetime-local" />
    </Form.Item>
  );
}

function CaseField() {
  return (
    <Form.Item
      name="number"
      label="归入的业务编号"
      rules={[{ required: true, whitespace: true, message: '请填写业务编号' }]}
    >
      <Input maxLength={20} placeholder="如 K202611230000001" />
    </Form.Item>
  );
}

/** What was typed is the office's own time, wherever the machine thinks it is. */
function inShanghai(local: string): string {
  return `${local.length === 16 ? `${local}:00` : local}+08:00`;
}

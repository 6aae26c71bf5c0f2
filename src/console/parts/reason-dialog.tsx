/** Asks for a reason before something that is recorded with it; what was typed survives a refusal. */
import { Alert, Form, Input, Modal, type GetRef } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { ProblemNote } from './problem-note.tsx';

export interface ReasonDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, in words. */
  readonly preview?: ReactNode;
  readonly okText?: string;
  /** Rejects with what the server said; the dialog then stays open and shows it. */
  readonly onSubmit: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function ReasonDialog(props: ReasonDialogProps) {
  const { open, title, preview, okText = '确定', onSubmit, onClose } = props;
  const [form] = Form.useForm<{ reason: string }>();
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async ({ reason }: { reason: string }) => {
    setPending(true);
    setError(null);
    try {
      await onSubmit(reason.trim());
      form.resetFields();
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      cancelText="取消"
      confirmLoading={pending}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        // The dialog itself would put it on its cross.
        if (isOpen) field.current?.focus();
      }}
      destroyOnHidden
    >
      {preview !== undefined && <Alert className="gap-below" type="info" title={preview} />}
      <Form form={form} layout="vertical" onFinish={(values) => void submit(values)}>
        <Form.Item
          name="reason"
          label="事由（记入留痕）"
          rules={[{ required: true, whitespace: true, message: '请填写事由' }]}
        >
          <Input.TextArea ref={field} rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {error !== null && <ProblemNote error={error} />}
    </Modal>
  );
}

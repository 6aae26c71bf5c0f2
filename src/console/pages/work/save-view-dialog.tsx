/** The name under which the filters of a list are kept, and who else may use them. */
import { Checkbox, Form, Input, Modal } from 'antd';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useViewChanges } from './view-queries.ts';

interface Props {
  /** Which list: `work` or `cases`. */
  readonly page: string;
  readonly filters: AddressFilters;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SaveViewDialog({ open, page, filters, onClose }: Props) {
  const [form] = Form.useForm<{ name: string; shared: boolean }>();
  const { save } = useViewChanges();
  return (
    <Modal
      open={open}
      title="保存视图"
      okText="保存"
      cancelText="取消"
      confirmLoading={save.isPending}
      destroyOnHidden
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        // The dialog itself would put the focus on its cross.
        if (isOpen) form.focusField('name');
      }}
      onOk={() => {
        form.submit();
      }}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: '', shared: false }}
        onFinish={({ name, shared }) => {
          save.mutate({ page, name, shared, filters: filters.values }, { onSuccess: onClose });
        }}
      >
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>与本网点同事共享</Checkbox>
        </Form.Item>
      </Form>
      {save.isError && <ProblemNote error={save.error} />}
    </Modal>
  );
}

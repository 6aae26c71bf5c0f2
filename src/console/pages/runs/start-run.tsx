/** Starting a run by hand: which, for which day. */
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { RUN_KIND_NAMES, RUN_KINDS } from '../../../cases/runs.ts';
import { newKey } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useStartRun, type Run } from './run-queries.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

interface Values {
  readonly kind: Run['kind'];
  readonly on: string;
}

export function StartRun({ open, onClose }: Props) {
  const me = useMe();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [key, setKey] = useState(newKey);
  const start = useStartRun();
  const center = me.grants.find(({ role }) => role === 'supervisor')?.center ?? '';
  const kind = Form.useWatch('kind', form) as Run['kind'] | undefined;
  const submit = async (values: Values) => {
    const run = await start.mutateAsync({ key, center, ...values });
    setKey(newKey());
    onClose();
    await navigate(`/runs/${run.id}`);
  };
  return (
    <Modal
      open={open}
      title="发起批处理"
      okText="发起，先准备名单"
      cancelText="取消"
      confirmLoading={start.isPending}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => {
          // What was refused is shown below.
          submit(values).catch(() => undefined);
        }}
      >
        <Form.Item
          name="kind"
          label="种类"
          rules={[{ required: true, message: '请选择种类' }]}
          extra={kind === undefined ? undefined : RUN_KINDS[kind].note}
        >
          <Select
            options={RUN_KIND_NAMES.map((value) => ({ value, label: RUN_KINDS[value].title }))}
          />
        </Form.Item>
        <Form.Item
          name="on"
          label="业务日期"
          rules={[{ required: true, message: '请填写业务日期' }]}
        >
          <Input type="date" />
        </Form.Item>
      </Form>
      {start.isError && <ProblemNote error={start.error} />}
    </Modal>
  );
}

/** Proposes a change: figure, place, value, day and document; its effect is seen before it is sent. */
import { App, Button, Drawer, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { valueProblem } from '../../../policy/figure-values.ts';
import { FIGURE_NAMES, FIGURES, type FigureName } from '../../../policy/figures.ts';
import { newKey } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { usePropose, type Asked } from './figure-queries.ts';
import { districtsOf } from './places.ts';
import { PreviewNote } from './preview-note.tsx';
import { ValueInput } from './value-input.tsx';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ProposalDrawer({ open, onClose }: Props) {
  return (
    <Drawer open={open} title="提出参数变更" size={760} onClose={onClose} destroyOnHidden>
      <ProposalForm onClose={onClose} />
    </Drawer>
  );
}

interface Values {
  readonly name: FigureName;
  readonly district?: string;
  readonly value: string;
  readonly validFrom: string;
  readonly documentNumber: string;
  readonly reason: string;
}

function ProposalForm({ onClose }: Pick<Props, 'onClose'>) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [key] = useState(newKey);
  const [asked, setAsked] = useState<Asked | null>(null);
  const propose = usePropose();
  const look = async () => {
    const { name, district, value, validFrom } = await form.validateFields([
      'name',
      'district',
      'value',
      'validFrom',
    ]);
    setAsked({ name, district: district ?? null, value, validFrom });
  };
  const send = async ({ district, ...values }: Values) => {
    const figure = { ...values, district: district ?? null };
    await propose.mutateAsync({ key, figure });
    void message.success('已提出，待另一名主管决定。');
    onClose();
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      onFinish={(values) => {
        send(values).catch(() => undefined);
      }}
      onValuesChange={(changed: Partial<Values>) => {
        // What was looked at was another figure.
        if (!('reason' in changed) && !('documentNumber' in changed)) setAsked(null);
      }}
    >
      <Fields />
      <p>
        <Button
          onClick={() => {
            look().catch(() => undefined);
          }}
        >
          看影响
        </Button>
      </p>
      {asked && <PreviewNote asked={asked} />}
      {propose.isError && <ProblemNote error={propose.error} />}
      <div className="drawer-buttons">
        <Button type="primary" htmlType="submit" disabled={!asked} loading={propose.isPending}>
          提出变更
        </Button>
        {!asked && <span className="quiet">先看影响，再提出。</span>}
      </div>
    </Form>
  );
}

const REQUIRED = { required: true, whitespace: true, message: '必须填写' };

function Fields() {
  const me = useMe();
  const form = Form.useFormInstance<Values>();
  const name = Form.useWatch('name', form) as FigureName | undefined;
  return (
    <>
      <Form.Item name="name" label="参数" rules={[{ required: true, message: '请选择参数' }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="选择参数"
          options={FIGURE_NAMES.map((one) => ({ value: one, label: FIGURES[one].title }))}
          onChange={() => {
            form.resetFields(['value']);
          }}
        />
      </Form.Item>
      <Form.Item name="district" label="适用范围">
        <Select
          allowClear
          placeholder="全市"
          options={districtsOf(me.center).map(([code, title]) => ({ value: code, label: title }))}
        />
      </Form.Item>
      <Form.Item
        name="value"
        label="新值"
        rules={[
          { required: true, message: '请填写新值' },
          {
            validator: (_rule, value: string | undefined) => {
              const problem = name && value ? valueProblem(name, value) : null;
              return problem === null ? Promise.resolve() : Promise.reject(new Error(problem));
            },
          },
        ]}
      >
        <ValueInput name={name} />
      </Form.Item>
      <Form.Item name="validFrom" label="生效日期（不早于今天）" rules={[REQUIRED]}>
        <Input type="date" min={me.today} />
      </Form.Item>
      <Form.Item name="documentNumber" label="文号" rules={[REQUIRED]}>
        <Input maxLength={100} placeholder="如 沈公积金委〔2026〕9号" />
      </Form.Item>
      <Form.Item name="reason" label="理由（记入留痕）" rules={[REQUIRED]}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  );
}

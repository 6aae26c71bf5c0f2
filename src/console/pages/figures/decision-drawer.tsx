/** The second person: sees what would change, then agrees or not, with a reason. */
import { Button, Descriptions, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { figureText } from '../../../cases/wording-figures.ts';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useDecide, type Asked, type Proposal } from './figure-queries.ts';
import { placeName } from './places.ts';
import { PreviewNote } from './preview-note.tsx';

interface Props {
  readonly proposal: Proposal | null;
  readonly onClose: () => void;
}

export function DecisionDrawer({ proposal, onClose }: Props) {
  return (
    <Drawer
      open={proposal !== null}
      title="决定参数变更"
      size={760}
      onClose={onClose}
      destroyOnHidden
    >
      {proposal && <Decision key={proposal.id} proposal={proposal} onClose={onClose} />}
    </Drawer>
  );
}

function Decision({
  proposal,
  onClose,
}: {
  readonly proposal: Proposal;
  readonly onClose: () => void;
}) {
  const [form] = Form.useForm<{ reason: string }>();
  const [keys] = useState({ yes: newKey(), no: newKey() });
  const decide = useDecide();
  const send = async (approve: boolean) => {
    const { reason } = await form.validateFields();
    await decide.mutateAsync({
      key: approve ? keys.yes : keys.no,
      proposalId: proposal.id,
      approve,
      reason: reason.trim(),
    });
    onClose();
  };
  const press = (approve: boolean) => {
    // What was refused is shown below; what is not filled in, beside its field.
    send(approve).catch(() => undefined);
  };
  return (
    <>
      <Facts proposal={proposal} />
      <PreviewNote asked={askedOf(proposal)} />
      <Form form={form} layout="vertical" disabled={decide.isPending}>
        <Form.Item
          name="reason"
          label="理由（记入留痕）"
          rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        {decide.isError && <ProblemNote error={decide.error} />}
        <div className="drawer-buttons">
          <Button
            type="primary"
            loading={decide.isPending}
            onClick={() => {
              press(true);
            }}
          >
            同意，按期生效
          </Button>
          <Button
            onClick={() => {
              press(false);
            }}
          >
            不同意
          </Button>
        </div>
      </Form>
    </>
  );
}

function askedOf({ center, district, name, value, validFrom }: Proposal): Asked {
  return { center, district, name: name as Asked['name'], value, validFrom };
}

function Facts({ proposal }: { readonly proposal: Proposal }) {
  const { title, name, value, validFrom, documentNumber, reason, proposedBy } = proposal;
  return (
    <Descriptions
      size="small"
      bordered
      column={1}
      items={[
        { key: 'what', label: '参数', children: title },
        { key: 'where', label: '适用范围', children: placeName(proposal) },
        { key: 'value', label: '新值', children: <strong>{figureText(name, value)}</strong> },
        { key: 'from', label: '生效日期', children: validFrom },
        { key: 'document', label: '文号', children: documentNumber },
        { key: 'reason', label: '提出的理由', children: reason },
        { key: 'by', label: '提出人', children: proposedBy },
      ]}
    />
  );
}

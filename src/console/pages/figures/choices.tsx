/** 衔接办法: for each class of running cases a change touches, what two supervisors chose for them. */
import { Alert, Button, Drawer, Flex, Form, Input, Radio, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  FIGURE_PICK_TITLES,
  FIGURE_PICKS,
  type FigurePick,
} from '../../../policy/figure-choice.ts';
import { newKey } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { Singly } from './choices-singly.tsx';
import {
  useChoices,
  useDecideChoice,
  useProposeChoice,
  type FigureChoice,
  type FigureChoices,
  type Proposal,
} from './figure-queries.ts';

interface Props {
  readonly proposal: Proposal | null;
  readonly onClose: () => void;
}

export function ChoicesDrawer({ proposal, onClose }: Props) {
  return (
    <Drawer
      open={proposal !== null}
      title="在办业务的衔接办法"
      size={820}
      onClose={onClose}
      destroyOnHidden
    >
      {proposal && <Choices proposalId={proposal.id} />}
    </Drawer>
  );
}

function Choices({ proposalId }: { readonly proposalId: string }) {
  const found = useChoices(proposalId);
  if (found.isPending) return <PageLoading />;
  if (found.isError) {
    return <ProblemNote error={found.error} onRepeat={() => void found.refetch()} />;
  }
  const { classes, choices, open } = found.data;
  return (
    <>
      <p className="quiet">
        新参数生效以前，对会变的每一类在办业务选定：沿用原参数、适用新参数，或者逐件决定；由一名主管提出、另一名主管同意。没有选定的，依照规定适用新参数。
      </p>
      {!open && (
        <Alert
          className="gap-below"
          type="info"
          showIcon
          title="该变更已经生效或者没有获得同意，不能再选定。"
        />
      )}
      {open && classes.length === 0 && (
        <Alert
          className="gap-below"
          type="success"
          showIcon
          title="没有在办业务的结果或期限会变。"
        />
      )}
      {classes.map((one) => (
        <OneClass key={one.class} of={one} proposalId={proposalId} />
      ))}
      {choices.map((one) => (
        <OneChoice key={one.id} choice={one} open={open} />
      ))}
    </>
  );
}

type Class = FigureChoices['classes'][number];

function OneClass({ of, proposalId }: { readonly of: Class; readonly proposalId: string }) {
  const [form] = Form.useForm<{ pick: FigurePick; reason: string }>();
  const [key] = useState(newKey);
  const propose = useProposeChoice();
  return (
    <section className="choice-class" aria-label={of.title}>
      <h3>
        {of.title}（{of.cases.length}件）
      </h3>
      <ul>
        {of.cases.map(({ id, number, sentence }) => (
          <li key={id}>
            <Link to={`/cases/${id}`} className="number" target="_blank">
              {number}
            </Link>{' '}
            {sentence}
          </li>
        ))}
      </ul>
      {!of.chosen && (
        <Form
          form={form}
          layout="vertical"
          initialValues={{ pick: 'new' }}
          disabled={propose.isPending}
          onFinish={({ pick, reason }) => {
            propose.mutate({ key, proposalId, class: of.class, pick, reason: reason.trim() });
          }}
        >
          <Form.Item name="pick" label="衔接办法">
            <Radio.Group
              options={FIGURE_PICKS.map((pick) => ({
                value: pick,
                label: FIGURE_PICK_TITLES[pick],
              }))}
            />
          </Form.Item>
          <Form.Item
            name="reason"
            label="理由（记入留痕）"
            rules={[{ required: true, whitespace: true, message: '请填写理由' }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
          {propose.isError && <ProblemNote error={propose.error} />}
          <Button type="primary" htmlType="submit" loading={propose.isPending}>
            提出，由另一名主管决定
          </Button>
        </Form>
      )}
    </section>
  );
}

interface ChoiceProps {
  readonly choice: FigureChoice;
  readonly open: boolean;
}

function OneChoice({ choice, open }: ChoiceProps) {
  const { classTitle, pickTitle, cases, reason, askedBy, askedAt, approved, decidedBy, decidedAt } =
    choice;
  return (
    <section className="choice-class" aria-label={`${classTitle}：${pickTitle}`}>
      <h3>
        {classTitle}：{pickTitle} <Verdict approved={approved} />
      </h3>
      <p className="quiet">
        {cases}件；{askedBy} <Instant at={askedAt} /> 提出：{reason}
        {decidedAt !== null && (
          <>
            ；{decidedBy} <Instant at={decidedAt} /> {approved === true ? '同意' : '不同意'}：
            {choice.decisionReason}
          </>
        )}
      </p>
      {open && approved === null && <Decide choice={choice} />}
      {choice.pick === 'singly' && approved === true && <Singly choice={choice} open={open} />}
    </section>
  );
}

function Verdict({ approved }: { readonly approved: boolean | null }) {
  if (approved === null) return <Tag color="processing">待另一名主管决定</Tag>;
  return <Tag color={approved ? 'success' : 'default'}>{approved ? '已定' : '未同意'}</Tag>;
}

function Decide({ choice }: { readonly choice: FigureChoice }) {
  const me = useMe();
  const [reason, setReason] = useState('');
  const [keys] = useState({ yes: newKey(), no: newKey() });
  const decide = useDecideChoice();
  if (choice.askedBy === me.id) return <p className="quiet">您提出的，须由另一名主管决定。</p>;
  const send = (approve: boolean) => {
    const key = approve ? keys.yes : keys.no;
    decide.mutate({ key, choiceId: choice.id, approve, reason: reason.trim() });
  };
  return (
    <>
      <Flex wrap gap={8}>
        <Input
          aria-label="决定的理由"
          placeholder="理由（记入留痕）"
          style={{ width: 320 }}
          maxLength={500}
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
          }}
        />
        <Button
          type="primary"
          disabled={reason.trim() === ''}
          loading={decide.isPending}
          onClick={() => {
            send(true);
          }}
        >
          同意
        </Button>
        <Button
          disabled={reason.trim() === ''}
          onClick={() => {
            send(false);
          }}
        >
          不同意
        </Button>
      </Flex>
      {decide.isError && <ProblemNote error={decide.error} />}
    </>
  );
}

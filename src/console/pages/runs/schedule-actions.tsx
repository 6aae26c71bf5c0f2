/** What a supervisor does to the clock of a kind of runs; each act with its reason, which is recorded. */
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import {
  useActOnSchedule,
  useBackfill,
  type Schedule,
  type ScheduleAct,
  type ScheduleAction,
} from './schedule-queries.ts';

type Action = ScheduleAct['action'];
const PREVIEWS: Readonly<Record<Action, string>> = {
  pause: '到时间不再发起，直到有人启用；系统重启后仍然停用。已经发起的批处理不受影响。',
  unpause: '从下次到时间起照常发起。停用期间没有发起的不会自动补上，需要的另行补跑。',
  trigger: '不等定时，现在就发起最近一个业务日期的批处理；已经有的就是同一次。名单仍按规定批准。',
  'drop-backfill': '等候中的业务日期不再补跑；已经发起的不变，需要的另行停止或取消。',
};

export function ScheduleActions({ schedule }: { readonly schedule: Schedule }) {
  const [chosen, setChosen] = useState<ScheduleAction | null>(null);
  const [key, setKey] = useState(newKey);
  const navigate = useNavigate();
  const act = useActOnSchedule(schedule);
  const close = () => {
    setChosen(null);
    setKey(newKey());
  };
  const submit = async (action: Action, reason: string) => {
    const { run } = await act.mutateAsync({ key, action, reason });
    if (run !== null) await navigate(`/runs/${run}`);
  };
  const title = schedule.actions.find(({ action }) => action === chosen)?.title ?? '';
  return (
    <div className="schedule-actions">
      {schedule.actions
        .filter(({ permitted }) => permitted)
        .map((one) => (
          <Button
            key={one.action}
            size="small"
            aria-label={`${one.title}：${schedule.kindTitle}`}
            onClick={() => {
              setChosen(one.action);
            }}
          >
            {one.title}
          </Button>
        ))}
      {chosen !== null && chosen !== 'backfill' && (
        <ReasonDialog
          open
          title={`${title}：${schedule.kindTitle}`}
          preview={PREVIEWS[chosen]}
          onClose={close}
          onSubmit={(reason) => submit(chosen, reason)}
        />
      )}
      {chosen === 'backfill' && <BackfillDialog schedule={schedule} onClose={close} />}
    </div>
  );
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

interface BackfillProps {
  readonly schedule: Schedule;
  readonly onClose: () => void;
}

/** Begins with what was missed: mostly that is what is to be caught up. */
function BackfillDialog({ schedule, onClose }: BackfillProps) {
  const [form] = Form.useForm<Range>();
  const [key] = useState(newKey);
  const backfill = useBackfill(schedule);
  const { kindTitle, missed } = schedule;
  const range = { from: missed[0], to: missed.at(-1) };
  return (
    <Modal
      open
      title={`补跑：${kindTitle}`}
      okText="补跑"
      cancelText="取消"
      confirmLoading={backfill.isPending}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
      destroyOnHidden
    >
      <p className="quiet">
        按日期先后逐次发起，前一次办完或取消了才发起下一次；已经有批处理的日期不再发起。
        {missed.length > 0 && `现有${String(missed.length)}个业务日期没有发起。`}
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={range}
        onFinish={(values) => {
          // What was refused is shown below.
          backfill.mutateAsync({ key, ...values }).then(onClose, () => undefined);
        }}
      >
        <Form.Item
          name="from"
          label="起始业务日期"
          rules={[{ required: true, message: '请填写业务日期' }]}
        >
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="to"
          label="截止业务日期"
          rules={[{ required: true, message: '请填写业务日期' }]}
        >
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="reason"
          label="事由（记入留痕）"
          rules={[{ required: true, whitespace: true, message: '请填写事由' }]}
        >
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
      {backfill.isError && <ProblemNote error={backfill.error} />}
    </Modal>
  );
}

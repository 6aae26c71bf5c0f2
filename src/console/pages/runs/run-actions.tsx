/** What may be done to a run: approved as it is shown, stopped, resumed, cancelled. */
import { Button, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { shortDigest } from './run-state.ts';
import { useActOnRun, type Acting, type Run } from './run-queries.ts';

type Action = Acting['action'];
const PREVIEWS: Readonly<Record<Exclude<Action, 'approve'>, string>> = {
  stop: '办完手头的一段就停下；已办的不变，以后可以继续。',
  wake: '让它立即再看一次该办什么；流程不在了的重新启动。已办的不重办。',
  resume: '从停下的地方继续，已办的不重办。',
  cancel: '未办的不再办理，已办的不变。取消后不能恢复，可以另外发起一次。',
};

export function RunActions({ run }: { readonly run: Run }) {
  const [chosen, setChosen] = useState<Action | null>(null);
  const [key, setKey] = useState(newKey);
  const act = useActOnRun(run);
  const close = () => {
    setChosen(null);
    setKey(newKey());
    act.reset();
  };
  const shown = run.actions.filter(
    ({ action, permitted }) =>
      action !== 'strike' && (permitted || (action === 'approve' && run.state === 'previewed')),
  );
  return (
    <>
      {shown.map(({ action, title, permitted, reason }) => (
        <Tooltip key={action} title={reason}>
          <Button
            type={action === 'approve' ? 'primary' : 'default'}
            danger={action === 'cancel'}
            disabled={!permitted}
            onClick={() => {
              if (action !== 'strike') setChosen(action);
            }}
          >
            {title}
          </Button>
        </Tooltip>
      ))}
      <Approval
        run={run}
        open={chosen === 'approve' && run.brake === null}
        pending={act.isPending}
        error={act.error}
        onClose={close}
        onOk={() => {
          const digest = run.digest ?? '';
          act.mutateAsync({ key, action: 'approve', digest }).then(close, () => undefined);
        }}
      />
      {chosen !== null && (chosen !== 'approve' || run.brake !== null) && (
        <ReasonDialog
          open
          {...dialogFor(run, chosen)}
          onClose={close}
          onSubmit={(reason) => {
            const digest = chosen === 'approve' && { digest: run.digest ?? '' };
            return act.mutateAsync({ key, action: chosen, reason, ...digest });
          }}
        />
      )}
    </>
  );
}

/** Whoever approves a list that a brake holds back writes down why all the same. */
function dialogFor(run: Run, action: Action) {
  if (action !== 'approve') {
    const title = run.actions.find((one) => one.action === action)?.title ?? '';
    return { title: `${title}批处理`, preview: PREVIEWS[action] };
  }
  const preview = (
    <>
      <p className="tight">
        <strong>{run.brakeText}</strong>
      </p>
      <Approved run={run} />
    </>
  );
  return { title: '批准名单', okText: '批准，开始办理', preview };
}

interface ApprovalProps {
  readonly run: Run;
  readonly open: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onOk: () => void;
  readonly onClose: () => void;
}

function Approval({ run, open, pending, error, onOk, onClose }: ApprovalProps) {
  return (
    <Modal
      open={open}
      title="批准名单"
      okText="批准，开始办理"
      cancelText="再看看"
      confirmLoading={pending}
      onOk={onOk}
      onCancel={onClose}
      destroyOnHidden
    >
      <Approved run={run} />
      {error !== null && <ProblemNote error={error} />}
    </Modal>
  );
}

/** What is approved is told once more: how many, how much, which list. */
function Approved({ run }: { readonly run: Run }) {
  const { counts, amount, digest } = run;
  return (
    <>
      <p>
        应办 <strong>{counts.items}</strong> 项，金额 <strong>{amount}</strong> 元；不办{' '}
        {counts.excluded} 项，已剔除 {counts.struck} 项。
      </p>
      <p className="quiet">
        名单摘要 <span className="number">{digest === null ? '' : shortDigest(digest)}</span>
        。批准记入留痕；只办这份名单。
      </p>
    </>
  );
}

/** A case put aside (暂缓办理): why, by whom, until when, and taking it up again. */
import { PauseCircleOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { useCasePause, type Case } from './case-data.ts';
import { PauseDialog } from './pause-dialog.tsx';

type Standing = NonNullable<NonNullable<Case['pause']>['standing']>;

/** Nothing for a case that is not aside. */
export function PauseCard({ case: of }: { readonly case: Case }) {
  const standing = of.pause?.standing ?? null;
  if (standing === null) return null;
  return (
    <section aria-label="暂缓办理">
      <Alert
        className="gap-below"
        type="warning"
        showIcon
        icon={<PauseCircleOutlined />}
        title={
          <>
            暂缓办理至 <Day on={standing.until} />
            ，事由：{standing.reasonTitle}
          </>
        }
        description={<Told standing={standing} />}
        action={of.pause?.allowed === true && <ResumeButton case={of} />}
      />
    </section>
  );
}

function Told({ standing: { note, byName, at } }: { readonly standing: Standing }) {
  return (
    <>
      {note !== null && <div>{note}</div>}
      <div>
        {byName}，<Instant at={at} />
        。次日自动恢复；有人办理或者进入新的环节，随即恢复。各项期限照常计算。
      </div>
    </>
  );
}

function ResumeButton({ case: of }: { readonly case: Case }) {
  const [open, setOpen] = useState(false);
  const { resume } = useCasePause(of);
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        恢复办理
      </Button>
      <ReasonDialog
        open={open}
        title={`恢复办理：${of.number}`}
        preview="本业务的待办随即回到队列。"
        okText="恢复"
        onSubmit={resume}
        onClose={() => {
          setOpen(false);
        }}
      />
    </>
  );
}

/** In the head of the page, for whoever may do it and while it is not aside. */
export function PauseButton({ case: of }: { readonly case: Case }) {
  const [open, setOpen] = useState(false);
  const { pause } = of;
  if (pause?.allowed !== true || pause.standing !== null || pause.latestOn === null) return null;
  return (
    <>
      <Button
        icon={<PauseCircleOutlined />}
        onClick={() => {
          setOpen(true);
        }}
      >
        暂缓办理
      </Button>
      <PauseDialog
        case={of}
        open={open}
        onClose={() => {
          setOpen(false);
        }}
      />
    </>
  );
}

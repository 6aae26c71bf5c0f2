/** The end of a form that begins a case: the button, what stands against it, and what comes next. */
import { Button } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  readonly pending: boolean;
  /** What the form is about is not known yet. */
  readonly unknown: boolean;
  /** What is said while the preview refuses it; null: nothing stands against it. */
  readonly against: string | null;
  readonly note: ReactNode;
}

export function SubmitRow({ pending, unknown, against, note }: Props) {
  return (
    <div className="start-end">
      <Button
        type="primary"
        htmlType="submit"
        data-step="submit"
        loading={pending}
        disabled={unknown}
      >
        提交申请
      </Button>
      {against !== null && <span className="field-warned">{against}</span>}
      <span className="quiet">{note}</span>
    </div>
  );
}

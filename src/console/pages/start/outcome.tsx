/** What became of the last try to send; errors of fields stand beside the fields, too. */
import { Alert, Button, ConfigProvider } from 'antd';
import { problemOf } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import type { Submission } from './use-submission.ts';

interface OutcomeProps {
  readonly submission: Submission;
  /** The key was used for another content: this one is sent as an application of its own. */
  readonly onAnew: () => void;
}

export function Outcome({ submission, onAnew }: OutcomeProps) {
  const { error, unknown, pending, again } = submission;
  if (error === null) return null;
  if (unknown) {
    const { title } = problemOf(error);
    return (
      <Alert
        className="gap-below"
        type="warning"
        showIcon
        role="alert"
        title={`${title}，不能确定是否已经提交`}
        description="内容已按原样保留。再次提交使用同一编号，不会重复办理；得到回应前请不要改动内容。"
        action={
          <ConfigProvider componentDisabled={false}>
            <Button type="primary" loading={pending} onClick={again} autoFocus>
              再次提交（不会重复办理）
            </Button>
          </ConfigProvider>
        }
      />
    );
  }
  const { code } = problemOf(error);
  return (
    <div className="gap-below">
      <ProblemNote error={error} />
      {code === 'key-reused' && (
        <p>
          这份草稿此前已经提交过，内容与现在不同。请先查看该申请人的在办业务；确需另办一件的：
          <Button onClick={onAnew}>作为另一件新业务</Button>
        </p>
      )}
    </div>
  );
}

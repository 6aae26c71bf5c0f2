/** What went wrong in the server's words: what, why, by which clause, what to do. Never a code alone. */
import { Alert, Button } from 'antd';
import { mayRepeat, problemOf, type Problem } from '../api/client.ts';
import { ClauseLink } from './clause-link.tsx';
import { Day } from './when.tsx';

interface Props {
  readonly error: unknown;
  /** Offered where the same request may still succeed. */
  readonly onRepeat?: () => void;
}

export function ProblemNote({ error, onRepeat }: Props) {
  const problem = problemOf(error);
  const again = onRepeat && mayRepeat(problem);
  return (
    <Alert
      type={problem.status === 409 || problem.status === 412 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={problem.title}
      description={<ProblemText problem={problem} />}
      action={again ? <Button onClick={onRepeat}>重试</Button> : undefined}
    />
  );
}

function ProblemText({ problem }: { readonly problem: Problem }) {
  const { detail, remedy, clause, earliestDate, traceId } = problem;
  const errors = (problem.errors ?? []).filter((one) => one.detail !== detail);
  return (
    <>
      {detail !== undefined && <p className="tight">{detail}</p>}
      {errors.length > 0 && (
        <ul className="tight">
          {errors.map(({ pointer, detail: text }) => (
            <li key={`${pointer}${text}`}>{text}</li>
          ))}
        </ul>
      )}
      {earliestDate !== undefined && (
        <p className="tight">
          最早可办理日期：
          <Day on={earliestDate} />
        </p>
      )}
      <p className="tight">
        {remedy}
        {clause !== undefined && <ClauseLink id={clause} />}
      </p>
      {traceId !== '' && <p className="tight quiet">问题编号 {traceId}</p>}
    </>
  );
}

/** What changed since a form was opened; what was typed stays, and is sent again or given up. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { Action } from './action-bar.tsx';
import { eventsSince, type Case, type CaseEvent, type Seen } from './case-data.ts';
import { actorText } from './timeline-words.ts';
import { Instant } from '../../parts/when.tsx';

interface Props {
  readonly case: Case;
  readonly action: Action;
  readonly seen: Seen;
  readonly onGoOn: () => void;
  readonly onGiveUp: () => void;
}

export function ChangedNote({ case: of, action, seen, onGoOn, onGiveUp }: Props) {
  const { id, version, stage } = of;
  const since = useQuery({
    queryKey: ['case', id, 'since', seen.lastEvent, version],
    queryFn: () => (seen.lastEvent === null ? [] : eventsSince(id, seen.lastEvent)),
  });
  const now = of.actions.find((one) => one.action === action.action);
  const possible = now?.allowed === true;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title="您打开本表单以后，业务有变化，尚未提交"
      description={
        <>
          <p className="tight">
            环节：
            {seen.stage === stage.title
              ? `仍为“${stage.title}”`
              : `由“${seen.stage}”变为“${stage.title}”`}
          </p>
          <Changes events={since.data ?? []} />
          <p className="tight">
            {possible
              ? '您填写的内容仍在上面。核对后可以按最新情况继续，或者放弃。'
              : `${now?.reason ?? `当前环节已不能${action.title}。`}您填写的内容仍在上面，需要的请先复制。`}
          </p>
          <div className="act-buttons">
            {possible && (
              <Button type="primary" onClick={onGoOn}>
                已核对，按最新情况继续
              </Button>
            )}
            <Button onClick={onGiveUp}>放弃</Button>
          </div>
        </>
      }
    />
  );
}

function Changes({ events }: { readonly events: readonly CaseEvent[] }) {
  if (events.length === 0) return null;
  return (
    <ul className="tight" aria-label="此后发生的事项">
      {events.map((event) => (
        <li key={event.id}>
          <Instant at={event.at} /> {actorText(event)}：{event.sentence}
          {event.reason !== null && `事由：${event.reason}`}
          {event.changes.map(({ pointer, title, before, after }) => (
            <div key={pointer}>
              {title}：{before} → {after}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

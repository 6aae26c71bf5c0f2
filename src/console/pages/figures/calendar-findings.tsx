/** What was found in the file: errors and warnings, the difference, and which due dates would move. */
import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { PromiseMoves, TaskMoves } from './calendar-moves.tsx';
import type { CalendarPreview } from './calendar-queries.ts';
import { DayTable } from './day-table.tsx';

interface Props {
  readonly seen: CalendarPreview;
  readonly loading: boolean;
  readonly onLoad: () => void;
}

export function CalendarFindings({ seen, loading, onLoad }: Props) {
  const [looked, setLooked] = useState(false);
  const warned = seen.problems.some(({ severity }) => severity === 'warning');
  return (
    <div role="status" className="preview">
      <Problems seen={seen} />
      {seen.ready && (
        <>
          <Difference seen={seen} />
          {seen.moves && <TaskMoves moves={seen.moves} />}
          {seen.moves && <PromiseMoves moves={seen.moves.promises} />}
          {warned && (
            <p>
              <Checkbox
                checked={looked}
                onChange={({ target }) => {
                  setLooked(target.checked);
                }}
              >
                提醒的内容已与通知核对，无误
              </Checkbox>
            </p>
          )}
          <div className="drawer-buttons">
            <Button type="primary" disabled={warned && !looked} loading={loading} onClick={onLoad}>
              载入{seen.year}年的日历
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function Problems({ seen }: { readonly seen: CalendarPreview }) {
  const { problems, ready, days } = seen;
  if (problems.length === 0) {
    return <Alert type="success" showIcon title={`核对无误，共${days.length}天`} />;
  }
  return (
    <Alert
      type={ready ? 'warning' : 'error'}
      showIcon
      title={ready ? '可以载入，有内容请与通知核对' : '不能载入，请改正后再核对'}
      description={
        <ul className="tight">
          {problems.map(({ line, day, detail }, at) => (
            <li key={at}>
              {line !== null && `第${line}行`}
              {line === null && day !== null && day}
              {(line !== null || day !== null) && '：'}
              {detail}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Difference({ seen }: { readonly seen: CalendarPreview }) {
  const { added, removed, changed } = seen.difference;
  if (!seen.loaded) return <DayTable title="将载入的日历" days={seen.days} />;
  if (added.length + removed.length + changed.length === 0) {
    return <p>与已载入的日历相同。</p>;
  }
  return (
    <>
      <h3>与已载入的日历不同的</h3>
      {added.length > 0 && (
        <>
          <p className="tight">新增</p>
          <DayTable title="新增" days={added} />
        </>
      )}
      {removed.length > 0 && (
        <>
          <p className="tight">取消</p>
          <DayTable title="取消" days={removed} />
        </>
      )}
      {changed.length > 0 && (
        <>
          <p className="tight">改为</p>
          <DayTable title="改为" days={changed} />
        </>
      )}
    </>
  );
}

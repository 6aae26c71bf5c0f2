/** What happened, the newest first: who, when, what, why, and what a correction changed. */
import { Button, Radio } from 'antd';
import { useSearchParams } from 'react-router';
import { EVENT_GROUP_NAMES, EVENT_GROUPS, type EventGroup } from '../../../cases/event-groups.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useTimeline, type CaseEvent } from './case-data.ts';
import { actorText } from './timeline-words.ts';
import './timeline.css';

const OPTIONS = [
  { value: 'all', label: '全部' },
  ...EVENT_GROUP_NAMES.map((group) => ({ value: group, label: EVENT_GROUPS[group] })),
];

export function Timeline({ id }: { readonly id: string }) {
  const [search, setSearch] = useSearchParams();
  const group = groupIn(search.get('group'));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(
    id,
    group,
  );
  const events = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Radio.Group
        className="timeline-filter"
        aria-label="只看"
        size="small"
        optionType="button"
        options={OPTIONS}
        value={group ?? 'all'}
        onChange={({ target }) => {
          const next = new URLSearchParams(search);
          if (target.value === 'all') next.delete('group');
          else next.set('group', String(target.value));
          setSearch(next, { replace: true });
        }}
      />
      {error && <ProblemNote error={error} onRepeat={() => void refetch()} />}
      {!data && !error && <p role="status">正在读取…</p>}
      {data && events.length === 0 && <p className="empty-line">没有这一类记录。</p>}
      <ol className="timeline" aria-label="办理经过，最新的在前">
        {events.map((event) => (
          <OneEvent key={event.id} event={event} />
        ))}
      </ol>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          更早的记录
        </Button>
      )}
    </>
  );
}

function OneEvent({ event }: { readonly event: CaseEvent }) {
  const { title, sentence, at, reason, changes, sealed } = event;
  return (
    <li>
      <p className="timeline-head">
        <b>{title}</b>
        <span className="quiet">
          <Instant at={at} /> {actorText(event)}
          {sealed && <span title="已封入留痕链，不能更改"> · 已封链</span>}
        </span>
      </p>
      <p className="tight">{sentence}</p>
      {reason !== null && <p className="tight">事由：{reason}</p>}
      {changes.length > 0 && <Changes changes={changes} />}
    </li>
  );
}

function Changes({ changes }: Pick<CaseEvent, 'changes'>) {
  return (
    <table className="timeline-changes">
      <caption className="for-readers">更正前后</caption>
      <thead>
        <tr>
          <th scope="col">内容</th>
          <th scope="col">更正前</th>
          <th scope="col">更正后</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ pointer, title, before, after }) => (
          <tr key={pointer}>
            <th scope="row">{title}</th>
            <td>{before}</td>
            <td>
              {after}
              {before === after && <span className="quiet">（有变化，遮盖后看不出）</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function groupIn(text: string | null): EventGroup | null {
  return EVENT_GROUP_NAMES.find((group) => group === text) ?? null;
}

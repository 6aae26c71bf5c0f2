/** 关注: the views one follows, and in each what came into it since one last took note. */
import { Button, Empty, Tag } from 'antd';
import { Link } from 'react-router';
import { useMe } from '../../api/me.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { CaseTable } from './case-table.tsx';
import { FollowButton } from './follow-button.tsx';
import { useFollowed, useNoteNews, useViewNews, type Followed } from './followed-queries.ts';
import { filtersOf } from './view-queries.ts';
import './work.css';

export function FollowedPage() {
  const { data, error, refetch } = useFollowed();
  return (
    <Page title="关注">
      {error && <ProblemNote error={error} onRepeat={() => void refetch()} />}
      {!data && !error && <PageLoading />}
      {data?.items.length === 0 && <NothingFollowed />}
      {data?.items.map((item) => (
        <OneView key={item.view.id} followed={item} />
      ))}
    </Page>
  );
}

function NothingFollowed() {
  return (
    <Empty
      description={
        <>
          还没有关注的清单。在 <Link to="/cases">办件</Link>{' '}
          中选好筛选条件，存为视图，再点铃铛关注；有办件新进入时在这里提醒。
        </>
      }
    />
  );
}

function OneView({ followed }: { readonly followed: Followed }) {
  const { view, news, total, full, problem, lookedAt } = followed;
  const link = `/cases?${new URLSearchParams(filtersOf(view)).toString()}`;
  return (
    <article className="followed" aria-label={view.name}>
      <div className="followed-head">
        <h2>
          <Link to={link}>{view.name}</Link>
        </h2>
        {news > 0 && <Tag color="processing">{news}件新进入</Tag>}
        <span className="quiet">
          现有{total}件{full && '以上'}，上次查看 <Instant at={lookedAt} />
        </span>
        <FollowButton view={view} />
      </div>
      {full && (
        <p className="quiet">
          符合条件的超过{total}件，只提醒最新受理的{total}件；请收窄筛选条件。
        </p>
      )}
      {problem === null ? <News followed={followed} /> : <p role="alert">{problem}</p>}
    </article>
  );
}

function News({ followed: { view, news } }: { readonly followed: Followed }) {
  const me = useMe();
  const { data, error, refetch, isFetching } = useViewNews(view.id);
  const note = useNoteNews(view.id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data) return <p role="status">正在读取…</p>;
  const isOther = data.news !== news;
  return (
    <>
      {data.items.length === 0 ? (
        <p className="empty-line">没有新进入的办件。</p>
      ) : (
        <CaseTable cases={data.items} today={me.today} label={`新进入“${view.name}”的办件`} />
      )}
      {note.isError && <ProblemNote error={note.error} />}
      <div className="followed-foot">
        {isOther && (
          <span role="status">
            又有变化{' '}
            <Button size="small" loading={isFetching} onClick={() => void refetch()}>
              更新
            </Button>
          </span>
        )}
        {data.items.length > 0 && (
          <Button
            type="primary"
            loading={note.isPending}
            onClick={() => {
              note.mutate(data.items.map(({ id }) => id));
            }}
          >
            这{data.items.length}件已看过
          </Button>
        )}
      </div>
    </>
  );
}

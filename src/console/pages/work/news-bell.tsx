/** In the head of every page: how many cases came into followed views and were not noted yet. */
import { BellOutlined } from '@ant-design/icons';
import { Badge } from 'antd';
import { Link } from 'react-router';
import { READERS } from '../../app/page-entry.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useFollowed } from './followed-queries.ts';

export function NewsBell() {
  const me = useMe();
  return hasRole(me, ...READERS) ? <Bell /> : null;
}

function Bell() {
  const { data } = useFollowed();
  const news = data?.news ?? 0;
  const said = news === 0 ? '关注：没有新进入的办件' : `关注：${news}件新进入`;
  return (
    <>
      <Link to="/followed" className="news-bell" aria-label={said}>
        <Badge count={news} size="small" overflowCount={99} title="">
          <BellOutlined />
        </Badge>
      </Link>
      <span className="for-readers" role="status">
        {news === 0 ? '' : said}
      </span>
    </>
  );
}

/** Follow a view of cases, or no longer: what it would do is its name. */
import { BellFilled, BellOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import { problemOf } from '../../api/client.ts';
import { useViewChanges, type SavedView } from './view-queries.ts';

export function FollowButton({ view }: { readonly view: SavedView }) {
  const { message } = App.useApp();
  const { follow } = useViewChanges();
  const { name, following } = view;
  const what = following ? '取消关注' : '关注';
  return (
    <Tooltip title={following ? '取消关注' : '关注：有办件新进入时提醒'}>
      <Button
        type="text"
        size="small"
        icon={following ? <BellFilled /> : <BellOutlined />}
        aria-label={`${what}：${name}`}
        loading={follow.isPending}
        onClick={() => {
          follow.mutate(view, {
            onSuccess: () => {
              void message.success(
                following ? `不再关注“${name}”` : `已关注“${name}”，新进入的办件会在“关注”中提醒`,
              );
            },
            onError: (error) => {
              const { errors, title } = problemOf(error);
              void message.error(errors?.[0]?.detail ?? title);
            },
          });
        }}
      />
    </Tooltip>
  );
}

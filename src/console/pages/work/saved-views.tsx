/** Views of a list: chosen, saved, shared with the branch, removed. The address is the link. */
import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Popover } from 'antd';
import { lazy, useState } from 'react';
import { problemOf } from '../../api/client.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { Late } from '../../parts/late.tsx';
import { FollowButton } from './follow-button.tsx';
import { CASES_PAGE, filtersOf, useViewChanges, useViews, type SavedView } from './view-queries.ts';

const SaveDialog = lazy(async () => ({
  default: (await import('./save-view-dialog.tsx')).SaveViewDialog,
}));

interface Props {
  /** Which list: `work` or `cases`. */
  readonly page: string;
  readonly filters: AddressFilters;
}

export function SavedViews({ page, filters }: Props) {
  const [open, setOpen] = useState(false);
  const [saving, setSaving] = useState(false);
  const views = useViews(page);
  return (
    <>
      <Popover
        trigger="click"
        placement="bottomRight"
        open={open}
        onOpenChange={setOpen}
        content={
          <div className="views">
            {views.data?.length === 0 && <p className="quiet">还没有保存的视图。</p>}
            <ul>
              {views.data?.map((view) => (
                <ViewLine
                  key={view.id}
                  view={view}
                  canFollow={page === CASES_PAGE}
                  onChoose={() => {
                    filters.replace(filtersOf(view));
                    setOpen(false);
                  }}
                />
              ))}
            </ul>
            <Button
              size="small"
              disabled={Object.keys(filters.values).length === 0}
              onClick={() => {
                setOpen(false);
                setSaving(true);
              }}
            >
              保存当前筛选 …
            </Button>
          </div>
        }
      >
        <Button>视图</Button>
      </Popover>
      <Late open={saving}>
        <SaveDialog
          open={saving}
          page={page}
          filters={filters}
          onClose={() => {
            setSaving(false);
          }}
        />
      </Late>
    </>
  );
}

interface LineProps {
  readonly view: SavedView;
  readonly canFollow: boolean;
  readonly onChoose: () => void;
}

function ViewLine({ view, canFollow, onChoose }: LineProps) {
  const { message } = App.useApp();
  const { remove } = useViewChanges();
  return (
    <li>
      <Button type="link" size="small" onClick={onChoose}>
        {view.name}
      </Button>
      {view.shared && <span className="quiet">{view.own ? '已共享' : '他人共享'}</span>}
      {canFollow && <FollowButton view={view} />}
      {view.own && (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={`删除视图：${view.name}`}
          loading={remove.isPending}
          onClick={() => {
            remove.mutate(view.id, {
              onError: (error) => void message.error(problemOf(error).title),
            });
          }}
        />
      )}
    </li>
  );
}

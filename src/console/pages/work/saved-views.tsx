/** Views of a list: chosen, saved, shared with the branch, removed. The address is the link. */
import { DeleteOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Form, Input, Modal, Popover } from 'antd';
import { useState } from 'react';
import { problemOf } from '../../api/client.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { FollowButton } from './follow-button.tsx';
import { CASES_PAGE, filtersOf, useViewChanges, useViews, type SavedView } from './view-queries.ts';

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
      <SaveDialog
        open={saving}
        page={page}
        filters={filters}
        onClose={() => {
          setSaving(false);
        }}
      />
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

interface SaveProps extends Props {
  readonly open: boolean;
  readonly onClose: () => void;
}

function SaveDialog({ open, page, filters, onClose }: SaveProps) {
  const [form] = Form.useForm<{ name: string; shared: boolean }>();
  const { save } = useViewChanges();
  return (
    <Modal
      open={open}
      title="保存视图"
      okText="保存"
      cancelText="取消"
      confirmLoading={save.isPending}
      destroyOnHidden
      onCancel={onClose}
      onOk={() => {
        form.submit();
      }}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: '', shared: false }}
        onFinish={({ name, shared }) => {
          save.mutate({ page, name, shared, filters: filters.values }, { onSuccess: onClose });
        }}
      >
        <Form.Item
          name="name"
          label="名称"
          rules={[{ required: true, whitespace: true, message: '请填写名称' }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>与本网点同事共享</Checkbox>
        </Form.Item>
      </Form>
      {save.isError && <ProblemNote error={save.error} />}
    </Modal>
  );
}

/** What a supervisor may propose for one person. */
import { DownOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { AbsenceDialog } from './absence-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { RolesDialog } from './roles-dialog.tsx';
import { useDesk, type MemberDetail } from './staff-queries.ts';

type Asked = 'roles' | 'leave' | 'suspend' | 'resume' | 'absence';

const SWITCHES = {
  suspend: {
    title: '停用账号',
    preview: '确认后随即不能登录，已登录的会话立即结束；岗位和手中待办保留。',
  },
  resume: {
    title: '恢复账号',
    preview: '确认后可以重新登录；离岗时终止的岗位须另行授予。',
  },
} as const;

export function MemberActions({ member }: { readonly member: MemberDetail }) {
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Asked | null>(null);
  const here = member.state === 'working' || member.state === 'leaving';
  const close = () => {
    setAsked(null);
  };
  const dialog = {
    member,
    onClose: close,
    onProposed: () => void message.success('已提交，待另一名主管确认'),
  };
  return (
    <>
      <Button
        type="primary"
        disabled={member.state === 'left'}
        onClick={() => {
          setAsked('roles');
        }}
      >
        调整岗位
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(here && member.kind === 'person' ? [{ key: 'absence', label: '登记缺勤' }] : []),
            ...(here ? [{ key: 'leave', label: '办理离岗' }] : []),
            ...(here ? [{ key: 'suspend', label: '停用账号' }] : []),
            ...(here ? [] : [{ key: 'resume', label: '恢复账号' }]),
          ],
          onClick: ({ key }) => {
            setAsked(ACTIONS.find((one) => one === key) ?? null);
          },
        }}
      >
        <Button icon={<DownOutlined />} iconPlacement="end">
          更多
        </Button>
      </Dropdown>
      <RolesDialog {...dialog} open={asked === 'roles'} />
      <LeaveDialog {...dialog} open={asked === 'leave'} />
      <AbsenceDialog staff={member.id} open={asked === 'absence'} onClose={close} />
      <SwitchDialog {...dialog} kind={asked} />
    </>
  );
}

const ACTIONS = ['leave', 'suspend', 'resume', 'absence'] as const;

interface SwitchProps {
  readonly member: MemberDetail;
  readonly kind: Asked | null;
  readonly onClose: () => void;
  readonly onProposed: () => void;
}

function SwitchDialog({ member, kind, onClose, onProposed }: SwitchProps) {
  const { propose } = useDesk();
  const [key] = useState(newKey);
  const wanted = kind === 'suspend' || kind === 'resume' ? kind : null;
  const { title, preview } = SWITCHES[wanted ?? 'suspend'];
  return (
    <ReasonDialog
      open={wanted !== null}
      title={`${title}：${member.name}`}
      preview={preview}
      okText="提交，待另一名主管确认"
      onSubmit={async (reason) => {
        if (wanted === null) return;
        await propose(`${key}-${wanted}`, { kind: wanted, staff: member.id, reason });
        onProposed();
      }}
      onClose={onClose}
    />
  );
}

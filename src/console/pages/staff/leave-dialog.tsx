/** Somebody leaves: last day, what becomes of the work in hand. Another supervisor confirms. */
import { Alert, Checkbox, Form } from 'antd';
import { StaffChangeForm } from '../../../forms/staff-change.ts';
import { useMe } from '../../api/me.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { ColleagueField, DayField, ReasonField } from './fields.tsx';
import { useDesk, type Member } from './staff-queries.ts';

interface Values {
  readonly lastDay: string;
  readonly atOnce?: boolean;
  readonly moveTo?: string;
  readonly reason?: string;
}

interface Props {
  readonly member: Member;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onProposed: () => void;
}

export function LeaveDialog({ member, open, onClose, onProposed }: Props) {
  const { today } = useMe();
  const { propose } = useDesk();
  return (
    <DeskDialog<Values, StaffChangeForm>
      open={open}
      title={`办理离岗：${member.name}`}
      okText="提交，待另一名主管确认"
      initial={{ lastDay: today, atOnce: false }}
      schema={StaffChangeForm}
      contentOf={({ lastDay, atOnce, moveTo, reason }) => ({
        ...{ kind: 'leave', staff: member.id, lastDay, reason },
        atOnce: atOnce === true,
        moveTo: moveTo ?? null,
      })}
      onSubmit={async (content, key) => {
        await propose(key, content);
        onProposed();
      }}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title={`现有待办${member.openTasks}件。最后工作日结束后：登录会话结束，岗位终止，待办转出。`}
      />
      <DayField name="lastDay" label="最后工作日" required />
      <Form.Item name="atOnce" valuePropName="checked">
        <Checkbox>确认后立即停用，不等最后工作日结束</Checkbox>
      </Form.Item>
      <ColleagueField name="moveTo" label="待办转给" empty="退回待领取" without={member.id} />
      <ReasonField />
    </DeskDialog>
  );
}

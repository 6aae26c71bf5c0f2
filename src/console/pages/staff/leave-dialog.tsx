/** Somebody leaves: last day, what becomes of the work in hand. Another supervisor confirms. */
import { Alert, Checkbox, Form } from 'antd';
import { useMe } from '../../api/me.ts';
import { ChangeDialog, type ChangeProps } from './change-dialog.tsx';
import { ColleagueField, DayField, ReasonField } from './fields.tsx';
import type { Member } from './staff-queries.ts';

interface Values {
  readonly lastDay: string;
  readonly atOnce?: boolean;
  readonly moveTo?: string;
  readonly reason?: string;
}

interface Props extends ChangeProps {
  readonly member: Member;
}

export function LeaveDialog({ member, ...dialog }: Props) {
  const { today } = useMe();
  return (
    <ChangeDialog<Values>
      {...dialog}
      title={`办理离岗：${member.name}`}
      initial={{ lastDay: today, atOnce: false }}
      contentOf={({ lastDay, atOnce, moveTo, reason }) => ({
        ...{ kind: 'leave', staff: member.id, lastDay, reason },
        atOnce: atOnce === true,
        moveTo: moveTo ?? null,
      })}
    >
      <Alert
        className="gap-below"
        type="info"
        title={`现有待办${member.openTasks}件${member.asideTasks > 0 ? `、暂缓的${member.asideTasks}件` : ''}。最后工作日结束后：登录会话结束，岗位终止，待办转出。`}
      />
      <DayField name="lastDay" label="最后工作日" required />
      <Form.Item name="atOnce" valuePropName="checked">
        <Checkbox>确认后立即停用，不等最后工作日结束</Checkbox>
      </Form.Item>
      <ColleagueField name="moveTo" label="待办转给" empty="退回待领取" without={member.id} />
      <ReasonField />
    </ChangeDialog>
  );
}

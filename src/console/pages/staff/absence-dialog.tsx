/** Records an absence: one's own, or as a supervisor anybody's. Never why. */
import { Alert } from 'antd';
import { AbsenceForm } from '../../../forms/staff-change.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { ColleagueField, DayField } from './fields.tsx';
import { useColleagues, useDesk } from './staff-queries.ts';
import { Form } from 'antd';
import { z } from 'zod';

interface Values {
  readonly staff?: string;
  readonly from: string;
  readonly to: string;
  readonly deputy?: string;
}

const Recorded = z.object({ staff: z.string({ error: '请选择人员' }), absence: AbsenceForm });

interface Props {
  /** Whose; null: to be chosen, or (not a supervisor) one's own. */
  readonly staff: string | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function AbsenceDialog({ staff, open, onClose }: Props) {
  const me = useMe();
  const { recordAbsence } = useDesk();
  const { data: colleagues = [] } = useColleagues();
  const chosen = staff ?? (hasRole(me, 'supervisor') ? null : me.id);
  const name = colleagues.find(({ id }) => id === chosen)?.name ?? chosen;
  return (
    <DeskDialog<Values, z.infer<typeof Recorded>>
      open={open}
      title={chosen === null ? '登记缺勤' : `登记缺勤：${name ?? ''}`}
      okText="登记"
      initial={{ from: me.today, to: me.today }}
      schema={Recorded}
      contentOf={({ staff: picked, deputy, from, to }) => ({
        staff: chosen ?? picked,
        absence: { from, to, deputy: deputy ?? null },
      })}
      onSubmit={({ staff: of, absence }, key) => recordAbsence(key, of, absence)}
      onClose={onClose}
    >
      <Alert
        className="gap-below"
        type="info"
        title="只登记起止日期和代理人，不登记原因。代理人可以看到并接办缺勤人员名下的待办，须有相同的岗位。"
      />
      {chosen === null && <ColleagueField name="staff" label="人员" empty="请选择" required />}
      <div className="form-columns">
        <DayField name="from" label="第一日" required />
        <DayField name="to" label="最后一日" min={me.today} required />
      </div>
      <DeputyField staff={chosen} />
    </DeskDialog>
  );
}

/** Who has a role in common; the server looks at places and days as well. */
function DeputyField({ staff }: { readonly staff: string | null }) {
  const picked: unknown = Form.useWatch('staff');
  const of = staff ?? (typeof picked === 'string' ? picked : null);
  const { data: colleagues = [] } = useColleagues();
  const roles = colleagues.find(({ id }) => id === of)?.rights.map(({ role }) => role) ?? [];
  return (
    <ColleagueField
      name="deputy"
      label="代理人"
      empty="无"
      roles={roles}
      {...(of === null ? {} : { without: of })}
    />
  );
}

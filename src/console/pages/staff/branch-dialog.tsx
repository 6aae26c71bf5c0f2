/** A branch: a new one, or another name, kind or state. Another supervisor confirms. */
import { Checkbox, Form, Input, Select } from 'antd';
import { branchKindTitle } from '../../../cases/wording-staff.ts';
import { BRANCH_KINDS } from '../../../forms/staff-change.ts';
import { ChangeDialog, type ChangeProps } from './change-dialog.tsx';
import { ReasonField } from './fields.tsx';
import type { Branch } from './staff-queries.ts';

interface Values {
  readonly branch?: string;
  readonly name?: string;
  readonly district?: string;
  readonly type: Branch['kind'];
  readonly active: boolean;
  readonly reason?: string;
}

interface Props extends ChangeProps {
  /** null: a new one */
  readonly branch: Branch | null;
}

export function BranchDialog({ branch, ...dialog }: Props) {
  return (
    <ChangeDialog<Values>
      {...dialog}
      title={branch === null ? '新增网点' : `变更网点：${branch.name}`}
      initial={initialOf(branch)}
      contentOf={({ district, ...rest }) => ({
        ...rest,
        kind: 'branch',
        branch: branch?.id ?? rest.branch,
        district: district?.trim() === '' ? null : (district ?? null),
      })}
    >
      {branch === null && (
        <Form.Item
          name="branch"
          label="网点代号"
          extra="小写字母、数字和连字符，如 sy-hall"
          rules={[{ required: true, message: '请填写网点代号' }]}
        >
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="type" label="种类">
        <Select
          options={BRANCH_KINDS.map((kind) => ({ value: kind, label: branchKindTitle(kind) }))}
        />
      </Form.Item>
      <Form.Item name="district" label="区县代码（六位，可不填）">
        <Input maxLength={6} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="active"
        valuePropName="checked"
        extra="停用后不再受理新业务，在办业务不受影响"
      >
        <Checkbox>启用</Checkbox>
      </Form.Item>
      <ReasonField />
    </ChangeDialog>
  );
}

function initialOf(branch: Branch | null): Values {
  if (branch === null) return { type: 'hall', active: true };
  const { name, district, kind, active } = branch;
  return { name, type: kind, active, ...(district === null ? {} : { district }) };
}

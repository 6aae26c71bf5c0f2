/** The rights somebody shall get: role, place, first and last day; one row each. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import type { Role } from '../../../cases/case.ts';
import { BranchField, DayField, RoleField } from './fields.tsx';

export interface RightWish {
  readonly role?: Role;
  readonly branch?: string;
  readonly from?: string;
  readonly to?: string;
}

/** As the server takes them: an empty place is the whole center, an empty end is none. */
export function rightsIn(wishes: readonly RightWish[] | undefined): readonly object[] {
  return (wishes ?? []).map(({ role, branch, from, to }) => ({
    role,
    branch: branch ?? null,
    from,
    to: to === undefined || to === '' ? null : to,
  }));
}

interface Props {
  readonly title: string;
  readonly roles: readonly Role[];
  readonly today: string;
}

export function RightsEditor({ title, roles, today }: Props) {
  return (
    <Form.List name="give">
      {(rows, { add, remove }, { errors }) => (
        <fieldset className="rights-editor">
          <legend>{title}</legend>
          {rows.map(({ key, name }, index) => (
            <div className="right-row" key={key}>
              <RoleField name={[name, 'role']} roles={roles} />
              <BranchField name={[name, 'branch']} label="网点" empty="全中心" />
              <DayField name={[name, 'from']} label="第一日" min={today} required />
              <DayField name={[name, 'to']} label="最后一日" min={today} />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`删除第${index + 1}项岗位`}
                onClick={() => {
                  remove(name);
                }}
              />
            </div>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => {
              add({ from: today });
            }}
          >
            添加岗位
          </Button>
          <Form.ErrorList errors={errors} />
        </fieldset>
      )}
    </Form.List>
  );
}

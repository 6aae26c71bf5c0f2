/** Fields that the dialogs of the staff desk share. */
import { Form, Input, Select } from 'antd';
import type { Role } from '../../../cases/case.ts';
import { roleTitle, ROLES } from '../../../cases/case.ts';
import { useBranches, useColleagues } from './staff-queries.ts';

type Name = string | readonly (string | number)[];

function nameOf(name: Name): string | (string | number)[] {
  return typeof name === 'string' ? name : [...name];
}

export function ReasonField() {
  return (
    <Form.Item
      name="reason"
      label="事由（记入留痕）"
      rules={[{ required: true, whitespace: true, message: '请填写事由' }]}
    >
      <Input.TextArea rows={2} maxLength={500} showCount />
    </Form.Item>
  );
}

interface DayProps {
  readonly name: Name;
  readonly label: string;
  readonly required?: boolean;
  readonly min?: string;
  readonly max?: string | undefined;
  readonly extra?: string;
}

/** A day as the browser's own field has it: by keyboard, YYYY-MM-DD underneath. */
export function DayField({ name, label, required = false, min, max, extra }: DayProps) {
  return (
    <Form.Item
      name={nameOf(name)}
      label={label}
      {...(extra === undefined ? {} : { extra })}
      rules={required ? [{ required: true, message: `请填写${label}` }] : []}
    >
      <Input
        type="date"
        className="day-field"
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
      />
    </Form.Item>
  );
}

interface PlaceProps {
  readonly name: Name;
  readonly label: string;
  /** What an empty field means. */
  readonly empty: string;
  readonly required?: boolean;
  /** Left out: where a case is already. */
  readonly without?: string;
  readonly activeOnly?: boolean;
}

export function BranchField(props: PlaceProps) {
  const { name, label, empty, required = false, without, activeOnly = false } = props;
  const { data: branches = [] } = useBranches();
  const options = branches
    .filter(({ id, active }) => id !== without && (active || !activeOnly))
    .map(({ id, name: text, active }) => ({
      value: id,
      label: active ? text : `${text}（已停用）`,
    }));
  return (
    <Form.Item
      name={nameOf(name)}
      label={label}
      rules={required ? [{ required: true, message: `请选择${label}` }] : []}
    >
      <Select allowClear={!required} placeholder={empty} options={options} showSearch={SEARCH} />
    </Form.Item>
  );
}

const SEARCH = { optionFilterProp: 'label' } as const;

export function RoleField({
  name,
  roles,
}: {
  readonly name: Name;
  readonly roles: readonly Role[];
}) {
  return (
    <Form.Item name={nameOf(name)} label="岗位" rules={[{ required: true, message: '请选择岗位' }]}>
      <Select
        placeholder="请选择"
        options={roles.map((role) => ({ value: role, label: roleTitle(role) }))}
      />
    </Form.Item>
  );
}

export const PERSON_ROLES = ROLES.filter((role) => role !== 'channel');

interface ColleagueProps {
  readonly name: Name;
  readonly label: string;
  readonly empty: string;
  readonly required?: boolean;
  readonly without?: string;
  /** Only who has one of these roles. */
  readonly roles?: readonly string[];
}

export function ColleagueField(props: ColleagueProps) {
  const { name, label, empty, required = false, without, roles } = props;
  const { data: colleagues = [] } = useColleagues();
  const options = colleagues
    .filter(({ id }) => id !== without)
    .filter(({ rights }) => roles === undefined || rights.some(({ role }) => roles.includes(role)))
    .map(({ id, name: text, rights, away }) => ({
      value: id,
      label: `${text}（${[...new Set(rights.map(({ roleTitle: title }) => title))].join('、') || '无岗位'}${away === null ? '' : `，缺勤至${away.to}`}）`,
    }));
  return (
    <Form.Item
      name={nameOf(name)}
      label={label}
      rules={required ? [{ required: true, message: `请选择${label}` }] : []}
    >
      <Select allowClear={!required} placeholder={empty} options={options} showSearch={SEARCH} />
    </Form.Item>
  );
}

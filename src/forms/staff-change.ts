/**
 * What a supervisor sends to change people, roles and branches (人员变更), record an absence (缺勤),
 * or move work (改派、改期). Another supervisor decides on every change of people.
 */
import { z } from 'zod';
import { dateField, nameField, reasonField, textField } from './fields.ts';

const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Ids of people and branches stand in addresses and logs: short, plain, never a name or number. */
function codeField(what: string) {
  return z
    .string()
    .max(40, { error: '不能超过40个字符' })
    .regex(CODE, { error: `${what}由小写字母、数字和连字符组成` })
    .refine((text) => text !== 'changes' && !/\d{8}/.test(text), {
      error: `${what}不能使用该字样，也不能含有证件号、手机号等长数字`,
    });
}

const staffField = codeField('账号名').meta({ examples: ['lin-guiyuan'] });
const branchField = codeField('网点代号').meta({ examples: ['sy-hall'] });
const knownField = z.string().min(1, { error: '不能为空' }).max(40, { error: '不能超过40个字符' });

export const GRANTABLE_ROLES = [
  'clerk',
  'reviewer',
  'approver',
  'supervisor',
  'auditor',
  'operator',
  'channel',
] as const;

const right = z
  .strictObject({
    role: z.enum(GRANTABLE_ROLES, { error: '请选择岗位' }),
    /** null: the whole center */
    branch: knownField.nullable(),
    from: dateField,
    /** null: until further notice */
    to: dateField.nullable(),
  })
  .refine(({ from, to }) => to === null || to >= from, {
    error: '最后一日不能早于第一日',
    path: ['to'],
  });

const ended = z.strictObject({
  grant: z.string().regex(/^\d{1,18}$/, { error: '岗位授权编号不正确' }),
  /** null: at once */
  lastDay: dateField.nullable(),
});

const join = z.strictObject({
  kind: z.literal('join'),
  type: z.enum(['person', 'channel'], { error: '请选择人员或渠道' }),
  staff: staffField,
  name: nameField,
  /** Subject (sub) in the tokens of the identity provider. */
  subject: textField(200),
  /** 工号; people need one, channels have none. */
  employeeNumber: textField(40).nullable(),
  homeBranch: knownField.nullable(),
  give: z.array(right).min(1, { error: '至少授予一项岗位' }).max(20),
  reason: reasonField,
});

const roles = z
  .strictObject({
    kind: z.literal('roles'),
    staff: knownField,
    give: z.array(right).max(20),
    end: z.array(ended).max(20),
    /** null: stays as it is */
    homeBranch: knownField.nullable(),
    reason: reasonField,
  })
  .refine(({ give, end, homeBranch }) => give.length + end.length > 0 || homeBranch !== null, {
    error: '没有要变更的内容',
    path: ['give'],
  });

const leave = z.strictObject({
  kind: z.literal('leave'),
  staff: knownField,
  /** Last day of work. */
  lastDay: dateField,
  /** true: no more work from the moment of the decision, whatever the last day. */
  atOnce: z.boolean(),
  /** Who gets what they have in hand; null: back into the queue. */
  moveTo: knownField.nullable(),
  reason: reasonField,
});

const suspend = z.strictObject({
  kind: z.literal('suspend'),
  staff: knownField,
  reason: reasonField,
});
const resume = z.strictObject({
  kind: z.literal('resume'),
  staff: knownField,
  reason: reasonField,
});

export const BRANCH_KINDS = ['hall', 'bank', 'terminal', 'online'] as const;

const branch = z.strictObject({
  kind: z.literal('branch'),
  branch: branchField,
  name: textField(60),
  district: z
    .string()
    .regex(/^\d{6}$/, { error: '区县代码为六位数字' })
    .nullable(),
  type: z.enum(BRANCH_KINDS, { error: '请选择网点种类' }),
  /** false: accepts nothing new; its cases stay. */
  active: z.boolean(),
  reason: reasonField,
});

export const StaffChangeForm = z.discriminatedUnion(
  'kind',
  [join, roles, leave, suspend, resume, branch],
  { error: '请选择变更种类' },
);
export type StaffChangeForm = z.infer<typeof StaffChangeForm>;

export const AbsenceForm = z
  .strictObject({
    from: dateField,
    to: dateField,
    /** null: nobody stands in */
    deputy: knownField.nullable(),
  })
  .refine(({ from, to }) => to >= from, { error: '最后一日不能早于第一日', path: ['to'] });

export type AbsenceForm = z.infer<typeof AbsenceForm>;

export const AbsenceEndForm = z.strictObject({
  /** Last day away; null: not away at all, before it began. */
  lastDay: dateField.nullable(),
});

export const TaskMovesForm = z.strictObject({
  tasks: z
    .array(z.strictObject({ id: z.uuid({ error: '待办标识不正确' }), version: z.int().min(1) }))
    .min(1, { error: '请至少选择一件待办' })
    .max(200, { error: '一次最多改派200件' })
    .refine((tasks) => new Set(tasks.map(({ id }) => id)).size === tasks.length, {
      error: '同一待办只能出现一次',
    }),
  /** null: back into the queue */
  staff: knownField.nullable(),
  reason: reasonField,
});

export type TaskMovesForm = z.infer<typeof TaskMovesForm>;

export const DueMoveForm = z.strictObject({ dueOn: dateField, reason: reasonField });

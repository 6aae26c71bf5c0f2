/** Somebody new, or a channel: account, place, first rights. Another supervisor confirms. */
import { Form, Input, Radio } from 'antd';
import { useMe } from '../../api/me.ts';
import { ChangeDialog, type ChangeProps } from './change-dialog.tsx';
import { BranchField, PERSON_ROLES, ReasonField } from './fields.tsx';
import { RightsEditor, rightsIn, type RightWish } from './rights-editor.tsx';

interface Values {
  readonly type: 'person' | 'channel';
  readonly staff?: string;
  readonly name?: string;
  readonly subject?: string;
  readonly employeeNumber?: string;
  readonly homeBranch?: string;
  readonly give: readonly RightWish[];
  readonly reason?: string;
}

export function JoinDialog(dialog: ChangeProps) {
  const { today } = useMe();
  const initial: Values = { type: 'person', give: [{ from: today }] };
  return (
    <ChangeDialog<Values>
      {...dialog}
      title="新增人员"
      width={760}
      initial={initial}
      contentOf={contentOf}
    >
      <JoinFields today={today} />
    </ChangeDialog>
  );
}

function contentOf({ give, type, employeeNumber, homeBranch, ...rest }: Values): unknown {
  const number = employeeNumber?.trim() ?? '';
  return {
    ...rest,
    kind: 'join',
    type,
    employeeNumber: type === 'channel' || number === '' ? null : number,
    homeBranch: homeBranch ?? null,
    give: rightsIn(give),
  };
}

function JoinFields({ today }: { readonly today: string }) {
  const type: unknown = Form.useWatch('type');
  const channel = type === 'channel';
  return (
    <>
      <Form.Item name="type" label="种类">
        <Radio.Group
          options={[
            { value: 'person', label: '工作人员' },
            { value: 'channel', label: '渠道程序' },
          ]}
        />
      </Form.Item>
      <div className="form-columns">
        <TextField name="name" label={channel ? '渠道名称' : '姓名'} />
        {!channel && (
          <TextField name="employeeNumber" label="工号" extra="一个工号只能有一个账号" />
        )}
        <TextField
          name="staff"
          label="账号名"
          extra="小写字母、数字和连字符，如 lin-guiyuan；不用证件号、手机号"
        />
        <TextField name="subject" label="登录标识（sub）" extra="身份认证系统中的账号标识" />
      </div>
      <BranchField name="homeBranch" label="所在网点" empty="不限网点" />
      <RightsEditor title="授予岗位" roles={channel ? ['channel'] : PERSON_ROLES} today={today} />
      <ReasonField />
    </>
  );
}

interface TextProps {
  readonly name: string;
  readonly label: string;
  readonly extra?: string;
}

function TextField({ name, label, extra }: TextProps) {
  return (
    <Form.Item
      name={name}
      label={label}
      {...(extra === undefined ? {} : { extra })}
      rules={[{ required: true, whitespace: true, message: `请填写${label}` }]}
    >
      <Input maxLength={200} autoComplete="off" />
    </Form.Item>
  );
}

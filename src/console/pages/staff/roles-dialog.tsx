/** Other rights for one person: which end and when, which begin; another branch. */
import { Checkbox, Form } from 'antd';
import { useMe } from '../../api/me.ts';
import { ChangeDialog, type ChangeProps } from './change-dialog.tsx';
import { BranchField, DayField, PERSON_ROLES, ReasonField } from './fields.tsx';
import { RightsEditor, rightsIn, type RightWish } from './rights-editor.tsx';
import { useBranchName, type Member, type Right } from './staff-queries.ts';

interface Ending {
  readonly ends?: boolean;
  readonly lastDay?: string;
}

interface Values {
  readonly end: Readonly<Record<string, Ending>>;
  readonly give: readonly RightWish[];
  readonly homeBranch?: string;
  readonly reason?: string;
}

interface Props extends ChangeProps {
  readonly member: Member;
}

export function RolesDialog({ member, ...dialog }: Props) {
  const { today } = useMe();
  return (
    <ChangeDialog<Values>
      {...dialog}
      title={`调整岗位：${member.name}`}
      width={760}
      initial={{ end: {}, give: [] }}
      contentOf={({ end, give, homeBranch, reason }) => ({
        ...{ kind: 'roles', staff: member.id, reason },
        give: rightsIn(give),
        end: Object.entries(end).flatMap(([grant, { ends, lastDay }]) =>
          ends === true ? [{ grant: grant.slice(1), lastDay: lastDay || null }] : [],
        ),
        homeBranch: homeBranch ?? null,
      })}
    >
      <fieldset className="rights-editor">
        <legend>现有岗位</legend>
        {member.rights.length === 0 && <p className="quiet">没有有效的岗位。</p>}
        {member.rights.map((right) => (
          <EndRow key={right.id} right={right} today={today} />
        ))}
      </fieldset>
      <RightsEditor
        title="新授予的岗位"
        roles={member.kind === 'channel' ? ['channel'] : PERSON_ROLES}
        today={today}
      />
      <BranchField name="homeBranch" label="改在网点" empty="不变" />
      <ReasonField />
    </ChangeDialog>
  );
}

/** Named with a letter in front: a field of numbers would be taken for a list. */
function EndRow({ right, today }: { readonly right: Right; readonly today: string }) {
  const branchName = useBranchName();
  const name = ['end', `r${right.id}`];
  const ends: unknown = Form.useWatch([...name, 'ends']);
  return (
    <div className="end-row">
      <Form.Item name={[...name, 'ends']} valuePropName="checked" noStyle>
        <Checkbox>
          终止 {right.roleTitle}（{branchName(right.branch)}），{right.from} 起
          {right.to === null ? '' : `，至 ${right.to}`}
        </Checkbox>
      </Form.Item>
      {ends === true && (
        <DayField
          name={[...name, 'lastDay']}
          label="最后一日"
          min={today}
          extra="不填则确认后立即终止"
        />
      )}
    </div>
  );
}

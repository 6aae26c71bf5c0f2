/** A form being filled in: its draft, its sending, and what becomes of it. */
import { ConfigProvider, Select } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { CASE_FORMS } from '../../../forms/index.ts';
import { newKey, problemOf, type Problem } from '../../api/client.ts';
import { FormFields } from '../../forms/form-fields.tsx';
import { FormFrame } from '../../forms/form-frame.tsx';
import { useForm } from '../../forms/use-form.ts';
import { Page } from '../../parts/page.tsx';
import { ChangeForm } from './change/change-form.tsx';
import { DeathForm } from './death/death-form.tsx';
import { DraftBar } from './draft-bar.tsx';
import { draftContent, isBegun, openedDraft } from './draft-content.ts';
import type { StoredDraft } from './draft-keeper.ts';
import type { FormInHand } from './form-in-hand.ts';
import { ExitForm } from './exit/exit-form.tsx';
import { OpeningForm } from './opening/opening-form.tsx';
import { ConversionForm, ResumptionForm } from './take-up/take-up-form.tsx';
import { Outcome } from './outcome.tsx';
import type { Branch } from './setting.ts';
import { SubmitRow } from './submit-row.tsx';
import { PersonalForm } from './personal/personal-form.tsx';
import { useDraft } from './use-draft.ts';
import { UndoForm } from './undo/undo-form.tsx';
import { WithdrawalForm } from './withdrawal/withdrawal-form.tsx';
import { useStartedNote } from './started-note.tsx';
import { useSubmission } from './use-submission.ts';
import './start.css';

interface Props {
  readonly type: string;
  readonly from: StoredDraft | null;
  readonly initial: unknown;
  /** Minted when the form was opened, kept with its draft. */
  readonly sendingKey: string;
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  /** The draft has an id now. */
  readonly onDraft: (id: string) => void;
}

export function NewCase(props: Props) {
  const { type, from, initial, branches, onDraft } = props;
  const [key, setKey] = useState(props.sendingKey);
  const [branch, setBranch] = useState(props.branch);
  const form = useForm({
    schema: formOf(type),
    // What is called the same means another thing in another business: the amount of a hold.
    place: `${type}.application`,
    initial,
    fixed: NOTHING,
    must: nothingMore,
  });
  const { value } = form;
  const begun = from !== null || isBegun(value, initial);
  const content = useMemo(
    () => (begun ? draftContent(value, { key, branch: branch.id }) : null),
    [begun, value, key, branch],
  );
  const draft = useDraft({ type, from, content, onBegun: onDraft });
  const navigate = useNavigate();
  const note = useStartedNote();
  const anew = () => {
    setKey(newKey());
  };
  const submission = useSubmission({
    type,
    branch: branch.id,
    key,
    onDone: (started) => {
      draft.discard().catch(() => undefined);
      note(started);
      void navigate(`/cases/${started.id}`);
    },
    onRefused: (error) => {
      form.blame(belowApplication(problemOf(error)));
      if (isAnswered(error)) anew();
    },
  });
  const replace = (theirs: unknown) => {
    const opened = openedDraft(theirs);
    form.replace(opened.value);
    setKey(opened.sending.key ?? key);
  };
  const discard = () => {
    draft.discard().catch(() => undefined);
    void navigate('/start');
  };
  return (
    <Page
      title={`${CASE_TYPES[type]?.title ?? type} · 新业务`}
      actions={<BranchChoice {...{ branch, branches }} onChange={setBranch} />}
    >
      <DraftBar draft={draft} mine={content} onReplace={replace} onDiscard={discard} />
      <Outcome submission={submission} onAnew={anew} />
      <ConfigProvider componentDisabled={submission.unknown}>
        <FormOf type={type} form={form} submission={submission} branch={branch} />
      </ConfigProvider>
    </Page>
  );
}

function formOf(type: string) {
  const forms = CASE_FORMS[type];
  if (!forms) throw new Error(`no form for ${type}`);
  return forms.application;
}

const NOTHING = {};
const nothingMore = (): readonly string[] => [];

/**
 * Nothing was done, and the engine keeps its answer to the key: what is mended is sent under another one. Of a
 * key that was used for another content nothing is known; a person decides.
 */
function isAnswered(error: unknown): boolean {
  return problemOf(error).code !== 'key-reused';
}

/** The server counts from the whole body: `#/application/phone` is `#/phone` of the form. */
function belowApplication(problem: Problem): Problem {
  const errors = problem.errors?.map(({ pointer, detail }) => ({
    pointer: pointer.replace(/^#\/application/, '#'),
    detail,
  }));
  return errors === undefined ? problem : { ...problem, errors };
}

/** Types with a form of their own; every other one is drawn from its schema. */
const FORMS: Readonly<Record<string, (inHand: FormInHand) => ReactNode>> = {
  'account-opening': OpeningForm,
  'conversion-to-flexible': ConversionForm,
  resumption: ResumptionForm,
  'contribution-change': ChangeForm,
  withdrawal: WithdrawalForm,
  exit: ExitForm,
  'personal-change': PersonalForm,
  'death-payout': DeathForm,
  'opening-reversal': UndoForm,
};

function FormOf({ type, ...inHand }: FormInHand & { readonly type: string }) {
  const Form = FORMS[type] ?? PlainForm;
  return <Form {...inHand} />;
}

function PlainForm({ form, submission }: FormInHand) {
  const { pending, unknown, send } = submission;
  return (
    <FormFrame form={form} pending={pending || unknown} onSubmit={send}>
      <div className="start-plain">
        <FormFields form={form} />
      </div>
      <SubmitRow
        pending={pending}
        unknown={unknown}
        against={null}
        note="Enter 到下一栏，Ctrl+Enter 提交"
      />
    </FormFrame>
  );
}

interface BranchProps {
  readonly branch: Branch;
  readonly branches: readonly Branch[];
  readonly onChange: (branch: Branch) => void;
}

function BranchChoice({ branch, branches, onChange }: BranchProps) {
  if (branches.length <= 1) return <span className="quiet">受理网点：{branch.name}</span>;
  return (
    <label>
      受理网点{' '}
      <Select
        value={branch.id}
        options={branches.map(({ id, name }) => ({ value: id, label: name }))}
        popupMatchSelectWidth={false}
        onChange={(next) => {
          onChange(branches.find(({ id }) => id === next) ?? branch);
        }}
      />
    </label>
  );
}

/** The form of an account opening: asked in a clerk's order, judged while it is typed. */
import { useMemo, useState, type ReactNode } from 'react';
import { plainDate } from '../../../../domain/calendar.ts';
import { useMe } from '../../../api/me.ts';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { PageLoading } from '../../../parts/page.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import type { FormInHand } from '../form-in-hand.ts';
import { useCalendar, useFigures } from '../setting.ts';
import { IdentityPart } from './identity-part.tsx';
import { agesOf, openingView, type OpeningView, type Setting } from './opening-view.ts';
import { EVIDENCE_KINDS } from '../../../../forms/account-opening.ts';
import { EvidencePart } from '../evidence-part.tsx';
import { ConsentPart } from './paper-part.tsx';
import { askedFor } from './opening-notes.ts';
import { PasteCard } from './paste-card.tsx';
import { CardPart, PlanPart } from './plan-part.tsx';
import { Confirm, SendBar } from './send-bar.tsx';
import { SidePanel } from './side-panel.tsx';
import { ContactPart, WorkPart } from './work-part.tsx';

export function OpeningForm(inHand: FormInHand) {
  return <JoiningForm {...inHand} content={inHand.form.content} act="开户" />;
}

interface Joining extends FormInHand {
  /** What of the form is an opening's. */
  readonly content: unknown;
  /** 开户, 转换 */
  readonly act: string;
  /** What is asked before the person. */
  readonly first?: ReactNode;
  /** What is told beside what is missing. */
  readonly told?: ReactNode;
}

/** An opening, or going on with an account that is here already. */
export function JoiningForm(inHand: Joining) {
  const { center } = inHand.branch;
  const { today } = useMe();
  const figures = useFigures(center);
  const { calendar, provisional } = useCalendar(today);
  const setting = useMemo(
    () =>
      figures.data ? { center, today: plainDate(today), figures: figures.data, calendar } : null,
    [center, today, figures.data, calendar],
  );
  if (figures.isError) {
    return <ProblemNote error={figures.error} onRepeat={() => void figures.refetch()} />;
  }
  if (setting === null) return <PageLoading />;
  return <Filled {...inHand} setting={setting} provisional={provisional} />;
}

interface Props extends Joining {
  readonly setting: Setting;
  readonly provisional: boolean;
}

function Filled(props: Props) {
  const { form, submission, branch, setting, provisional, content, act, first, told } = props;
  const view = useMemo(() => openingView(content, setting), [content, setting]);
  const [toConfirm, setToConfirm] = useState<unknown>(null);
  const disabled = submission.pending || submission.unknown;
  const common = { form, view, disabled };
  return (
    <div className="start-two start-form">
      <FormFrame
        form={form}
        pending={disabled}
        onSubmit={(ready) => {
          if (view && stands(view)) setToConfirm(ready);
          else submission.send(ready);
        }}
      >
        {first}
        <PasteCard form={form} disabled={disabled} />
        <IdentityPart {...common} />
        <ContactPart form={form} disabled={disabled} />
        <WorkPart {...common} />
        <PlanPart {...common} provisional={provisional} />
        <CardPart {...common} />
        <ConsentPart form={form} disabled={disabled} />
        <EvidencePart
          {...{ form, disabled, kinds: EVIDENCE_KINDS }}
          asked={askedFor(view, form.value)}
        />
        <SendBar pending={submission.pending} disabled={submission.unknown} view={view} />
      </FormFrame>
      <SidePanel {...{ view, content, act, told }} branch={branch.id} ages={agesOf(setting)} />
      {view && (
        <Confirm
          act={act}
          view={view}
          open={toConfirm !== null}
          onSend={() => {
            submission.send(toConfirm);
            setToConfirm(null);
          }}
          onBack={() => {
            setToConfirm(null);
          }}
        />
      )}
    </div>
  );
}

function stands({ missing, refusals }: OpeningView): boolean {
  return missing.length > 0 || refusals.length > 0;
}

/** What is paid, how often, on which day, from which card. */
import { monthText } from '../../../../cases/wording.ts';
import { FieldAt } from '../../../forms/single-field.tsx';
import type { FormState } from '../../../forms/use-form.ts';
import { valueAt } from '../../../forms/values.ts';
import { readBankText } from './card-text.ts';
import { warningAt } from './opening-notes.ts';
import type { OpeningView, Plan } from './opening-view.ts';
import { Section } from './section.tsx';

interface Props {
  readonly form: FormState;
  readonly view: OpeningView | null;
  /** The calendar of a year it counts in is not loaded. */
  readonly provisional: boolean;
  readonly disabled: boolean;
}

export function PlanPart({ form, view, provisional, disabled }: Props) {
  const common = { form, disabled, required: true };
  const { limits, debit, cycles } = view?.figures ?? {};
  const warning = (pointer: string) => warningAt(view, form.value, pointer);
  return (
    <Section title="缴存选择">
      <FieldAt
        {...common}
        path={['contribution', 'monthlyAmount']}
        hint={limits && `每月 ${limits.min} 至 ${limits.max} 元`}
        warning={warning('/contribution/monthlyAmount')}
      />
      <FieldAt
        {...common}
        path={['contribution', 'cycle']}
        {...(cycles && { allowed: cycles })}
        warning={warning('/contribution/cycle')}
        hint={view?.plan && <CycleLine plan={view.plan} />}
      />
      <FieldAt
        {...common}
        path={['contribution', 'debitDay']}
        warning={warning('/contribution/debitDay')}
        hint={debit && debitLine(view?.plan ?? null, debit, provisional)}
      />
    </Section>
  );
}

function CycleLine({ plan: { due, coversFrom, coversTo } }: { readonly plan: Plan }) {
  const months =
    coversFrom === coversTo
      ? monthText(coversFrom)
      : `${monthText(coversFrom)}至${monthText(coversTo)}`;
  return (
    <>
      首期{months}，应缴 {due} 元
    </>
  );
}

interface Debit {
  readonly dayMin: number;
  readonly dayMax: number;
  readonly rule: 'previous' | 'next';
}

function debitLine(plan: Plan | null, { dayMin, dayMax, rule }: Debit, provisional: boolean) {
  if (plan?.debitOn == null) {
    const moved = rule === 'previous' ? '提前' : '顺延';
    return `${dayMin}日至${dayMax}日；遇非工作日${moved}`;
  }
  return `下一扣款日 ${plan.debitOn}（${WEEKDAYS[weekdayOf(plan.debitOn)] ?? ''}）${provisional ? '，暂定' : ''}`;
}

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00.000Z`).getUTCDay();
}

export function CardPart({ form, view, disabled }: Omit<Props, 'provisional'>) {
  const common = { form, disabled, required: true };
  const holderFollows = (number: unknown) => {
    if (number === undefined) return;
    const name = valueAt(form.value, ['applicant', 'name']);
    form.change(['bankCard', 'holder'], (holder) => holder ?? name);
  };
  return (
    <Section title="缴存银行卡">
      <div
        className="field-cell"
        onPaste={(event) => {
          const digits = readBankText(event.clipboardData.getData('text'));
          if (digits === null || disabled) return;
          event.preventDefault();
          form.set(['bankCard', 'number'], digits);
          holderFollows(digits);
        }}
      >
        <FieldAt {...common} path={['bankCard', 'number']} onFilled={holderFollows} />
      </div>
      <FieldAt
        {...common}
        path={['bankCard', 'holder']}
        warning={warningAt(view, form.value, '/bankCard/holder')}
      />
      <FieldAt {...common} path={['bankCard', 'bank']} />
    </Section>
  );
}

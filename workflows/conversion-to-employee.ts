/**
 * 灵活转单位, as its course in time: the unit has listed the person and is waited for, or has paid and the account
 * goes over; by hand a second supervisor confirms the unit's list.
 *
 * What the unit tells meanwhile comes as `news`: the case looks into the books and sees for itself.
 *
 * @source 通知（征求意见稿）（三）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { conversionToEmployee as caseType } from '../src/cases/conversion-to-employee.ts';
import { NEWS, type CaseStart, type Submission } from '../src/cases/messages.ts';
import type {
  ConversionToEmployeeApplication,
  FoundEmployment,
} from '../src/forms/conversion-to-employee.ts';
import { plainMonth } from '../src/domain/calendar.ts';
import { awaitContribution, begin, contributed, recheck } from './employment/contribution.ts';
import { approve, decline, propose, withdraw } from './employment/by-hand.ts';
import type { ActOf, EmploymentDesk } from './employment/state.ts';
import { openDesk } from './engine/desk.ts';

const news = defineSignal(NEWS);
type Given = ConversionToEmployeeApplication | FoundEmployment;

export async function conversionToEmployee(start: CaseStart): Promise<string> {
  const desk: EmploymentDesk = openDesk(caseType, start);
  desk.onSubmit<Given>(({ content, by }: Submission<Given>) =>
    'unit' in content
      ? propose(desk, { ...content, firstMonth: plainMonth(content.firstMonth) }, by)
      : begin(desk, content),
  );
  desk.onAction('approve', (act: ActOf<'approve'>) => approve(desk, act));
  desk.onAction('decline', (act: ActOf<'decline'>) => decline(desk, act));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdraw(desk, act));
  desk.onAction('recheck', () => recheck(desk));
  setHandler(news, async () => {
    if (desk.version() === 0 || desk.stage() !== 'awaiting contribution') return;
    await desk.advance(
      () => (desk.stage() === 'awaiting contribution' ? contributed(desk) : null),
      null,
    );
  });
  return desk.run(() => step(desk));
}

function step(desk: EmploymentDesk): Promise<void> {
  switch (desk.stage()) {
    case 'awaiting contribution':
      return awaitContribution(desk);
    case 'awaiting second person':
      return untilChanged(desk);
    case 'converted':
    case 'not contributed':
    case 'not converted':
    case 'declined':
    case 'withdrawn':
      return Promise.resolve();
  }
}

async function untilChanged(desk: EmploymentDesk): Promise<void> {
  await desk.changed(desk.version(), null);
}

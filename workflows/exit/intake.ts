/** The first step of leaving (退出销户): what nobody can be asked for is refused at once, the rest is checked. */
import type { Actor } from '../../src/cases/case.ts';
import type { ExitApplication } from '../../src/forms/exit.ts';
import { refusedAct } from '../engine/desk.ts';
import { refuse } from './endings.ts';
import { asking } from './ask.ts';
import { judged, NEW_NOTES, type ExitDesk, type ExitDraft, type Judged } from './state.ts';

export async function receive(
  desk: ExitDesk,
  application: ExitApplication,
  by: Actor,
): Promise<ExitDraft> {
  const before = await judged(desk, application, NEW_NOTES);
  mustFit(before);
  const { accountId, accountLast4 } = before.prepared.books;
  const work = { ...before, notes: { ...NEW_NOTES, accountLast4, askedOn: desk.today() } };
  const isRefused = work.decision.outcome === 'refused';
  const next = isRefused ? refuse(work) : asking(work, 'offer');
  const first = {
    content: { ...application },
    subject: { account: accountId },
    effects: [{ name: 'begin-exit', params: {} }],
  };
  const received = { kind: 'exit-asked', by };
  const held = refuse({ ...work, decision: heldDecision(work) });
  return {
    ...next,
    ...first,
    step: 'receive',
    events: [received, ...next.events],
    // What is refused at once holds nobody: another case may be what it is refused for.
    ...(!isRefused && {
      claim: 'take',
      // Two at the same moment: whoever comes second is refused for the first.
      whenHeld: {
        notes: held.notes,
        events: [received, ...held.events],
        ...(held.stage && { stage: held.stage }),
        ...(held.documents && { documents: held.documents }),
        ...(held.decisions && { decisions: held.decisions }),
        effects: first.effects,
        ...(held.outcome !== undefined && { outcome: held.outcome }),
      },
    }),
  };
}

/** Another case of the person came a moment before. */
function heldDecision({ decision }: Judged): Judged['decision'] {
  return { ...decision, outcome: 'refused', reasons: ['case-in-flight'] };
}

/** What is a matter of the form, told at its field. @throws ApplicationFailure */
function mustFit({ prepared }: Judged): void {
  const { books } = prepared;
  if (books.state === 'closed') {
    throw refusedAct({
      ...{ code: 'input-invalid', pointer: '#/application/account', restsOn: 'liaoning-7' },
      detail: '该账户已经销户。在其他地方还有账户的，请向账户所在地的住房公积金管理中心申请。',
    });
  }
  if (books.source === 'unit' && books.state === 'normal') {
    throw refusedAct({
      ...{ code: 'action-not-permitted', restsOn: 'liaoning-7' },
      detail:
        '账户由单位正常缴存，不适用灵活就业人员的退出销户。离职后由单位办理封存，封存满半年的次日起可以申请。',
    });
  }
  if (books.card === 'other-holder') {
    throw refusedAct({
      ...{ code: 'input-invalid', restsOn: 'liaoning-7' },
      pointer: '#/application/bankCard/holder',
      detail: '收款银行卡的户名不是账户本人，款项只付到本人名下的银行卡。',
    });
  }
}

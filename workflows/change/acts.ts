/** The acts of applicants and clerks: signing, taking back, asking the bank again. */
import type { Act } from '../../src/cases/messages.ts';
import { refusedAct } from '../engine/desk.ts';
import { afterSigning, askAgain } from './bank.ts';
import { endedChange } from './endings.ts';
import { hasPassed, judgedAgain, type ActOf, type ChangeDesk, type ChangeDraft } from './state.ts';

export function installChangeActs(desk: ChangeDesk): void {
  desk.onAction('sign', (act: ActOf<'sign'>) => signed(desk, act));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdrawn(desk, act));
  desk.onAction('ask-bank', (_: Act) => askAgain(desk));
}

/**
 * 签署: at the counter before a clerk, through a channel by an electronic signature. What is lawful is
 * judged again on the day of the signature.
 */
async function signed(desk: ChangeDesk, { content, by }: ActOf<'sign'>): Promise<ChangeDraft> {
  if (by.role === 'channel' && content.by === 'counter') {
    throw refusedAct({
      code: 'input-invalid',
      detail: '渠道须提交可靠电子签名；在柜面签署的，由柜员办理。',
      restsOn: 'liaoning-2',
    });
  }
  if (hasPassed(desk.notes().signBy)) {
    const detail = '补充协议的签署期限已过。';
    throw refusedAct({ code: 'action-not-permitted', detail, restsOn: 'liaoning-2' });
  }
  const signing = {
    events: [
      {
        kind: 'amendment-signed',
        public: { by: content.by, agreementHash: content.agreementHash },
      },
    ],
    effects: [{ name: 'sign-amendment', params: { ...content } }],
  };
  return afterSigning(await judgedAgain(desk), signing);
}

/** 撤回: at any moment before it is in force; the terms as they were go on. */
function withdrawn(desk: ChangeDesk, { content }: ActOf<'withdraw'>): ChangeDraft {
  return endedChange(desk, {
    stage: 'withdrawn',
    event: { kind: 'withdrawn', content: { reason: content.reason } },
    params: { why: 'withdrawn', until: desk.today() },
  });
}

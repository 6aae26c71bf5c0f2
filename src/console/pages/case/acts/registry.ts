/** Forms of acts that are more than their fields; every other act has a form by its schema alone. */
import type { ActFormEntry } from './act-form.ts';
import { ApplicationBody } from './application-body.tsx';
import { AskMoveBody } from './ask-move-body.tsx';
import { ConfirmBody } from './confirm-body.tsx';
import { EnterAnswerBody, chosenSystem, parkedSystems } from './enter-answer-body.tsx';
import { LiftBody } from './lift-body.tsx';
import { MoveBody } from './move-body.tsx';
import { ReconsiderBody } from './reconsider-body.tsx';
import { ReviewBody } from './review-body.tsx';
import { SignBody } from './sign-body.tsx';
import { UndoBody } from './undo-body.tsx';
import { VerdictBody } from './verdict-body.tsx';

const PLAIN: ActFormEntry = {};

const ENTRIES: Readonly<Record<string, ActFormEntry>> = {
  'account-opening/supplement': {
    wide: true,
    whole: true,
    initial: (_, application) => ({ application }),
    Body: ApplicationBody,
  },
  'account-opening/correct': {
    wide: true,
    whole: true,
    initial: (_, application) => ({ application }),
    Body: ApplicationBody,
  },
  'account-opening/sign': {
    wide: true,
    initial: () => ({ by: 'counter' }),
    fixed: ({ agreement }) => ({ agreementHash: agreement?.hash }),
    Body: SignBody,
  },
  'contribution-change/sign': {
    wide: true,
    initial: () => ({ by: 'counter' }),
    fixed: ({ agreement }) => ({ agreementHash: agreement?.hash }),
    Body: SignBody,
  },
  'withdrawal/supplement': {
    wide: true,
    whole: true,
    initial: (_, application) => ({ application }),
  },
  'personal-change/supplement': {
    wide: true,
    whole: true,
    initial: (_, application) => ({ application }),
  },
  'breach/propose-lift': { Body: LiftBody },
  'opening-reversal/approve': { wide: true, Body: UndoBody },
  'account-opening/review': {
    wide: true,
    fixed: ({ detail }) => ({ finding: detail['finding'] }),
    Body: ReviewBody,
  },
  'account-opening/verdict': { wide: true, Body: VerdictBody },
  'account-opening/reconsider': { wide: true, Body: ReconsiderBody },
  'account-opening/enter-answer': {
    initial: (of) => ({ system: parkedSystems(of)[0] }),
    must: (value) => [`/${chosenSystem(value)}`],
    Body: EnterAnswerBody,
  },
  'account-opening/confirm-answer': { Body: ConfirmBody },
  'account-opening/decline-answer': { Body: ConfirmBody },
};

/** Acts that are the same whatever the type. */
const OF_EVERY_TYPE: Readonly<Record<string, ActFormEntry>> = {
  correct: { wide: true, whole: true, initial: (_, application) => ({ application }) },
  'move-wait': { Body: AskMoveBody },
  'confirm-wait-move': { Body: MoveBody },
  'decline-wait-move': { Body: MoveBody },
};

/** Types whose acts are those of an opening. */
const ALIKE: Readonly<Record<string, string>> = {
  'conversion-to-flexible': 'account-opening',
  resumption: 'account-opening',
};

export function actFormOf(type: string, action: string): ActFormEntry {
  return ENTRIES[`${ALIKE[type] ?? type}/${action}`] ?? OF_EVERY_TYPE[action] ?? PLAIN;
}

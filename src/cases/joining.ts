/**
 * Beginning to pay as a flexible worker, whichever way: the stages and acts that an opening shares with
 * going on with an account that is here already.
 */
import type { OpeningAction, OpeningStage } from './account-opening.ts';
import type { TakeUpStage } from './take-up.ts';

export type JoiningStage = OpeningStage | TakeUpStage;
export type JoiningAction = OpeningAction;

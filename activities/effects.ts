/** The registry of effects: what a change may do beyond its case's own rows, by name. */
import { Fault } from '../src/domain/fault.ts';
import { AGREEMENT_EFFECTS } from './agreement-effects.ts';
import { BREACH_EFFECTS } from './breach-effects.ts';
import { DORMANCY_EFFECTS } from './dormancy-effects.ts';
import type { Context } from './commit/context.ts';
import { CHANGE_EFFECTS } from './change-effects.ts';
import { EMPLOYMENT_EFFECTS } from './employment-effects.ts';
import { DEATH_EFFECTS } from './death-effects.ts';
import { EXIT_EFFECTS } from './exit-effects.ts';
import { DEDUCTION_EFFECTS } from './deduction-effects.ts';
import { HOLD_EFFECTS } from './hold-effects.ts';
import { IRREGULARITY_EFFECTS } from './irregularity-effects.ts';
import { OPENING_EFFECTS } from './opening-effects.ts';
import { PERSONAL_CHANGE_EFFECTS } from './personal-change-effects.ts';
import { REVERSAL_EFFECTS } from './reversal-effects.ts';
import { TAKE_UP_EFFECTS } from './take-up-effects.ts';
import { WAIT_MOVE_EFFECTS } from './wait-move-effects.ts';
import { WITHDRAWAL_EFFECTS } from './withdrawal-effects.ts';

type Params = Readonly<Record<string, unknown>>;
/** Runs inside the change's transaction; what it answers is stored with the change's key. */
export type EffectFunction = (context: Context, params: Params) => Promise<unknown>;

const EFFECTS: Readonly<Record<string, EffectFunction>> = {
  ...OPENING_EFFECTS,
  ...REVERSAL_EFFECTS,
  ...CHANGE_EFFECTS,
  ...AGREEMENT_EFFECTS,
  ...BREACH_EFFECTS,
  ...DORMANCY_EFFECTS,
  ...TAKE_UP_EFFECTS,
  ...EMPLOYMENT_EFFECTS,
  ...WITHDRAWAL_EFFECTS,
  ...DEATH_EFFECTS,
  ...EXIT_EFFECTS,
  ...PERSONAL_CHANGE_EFFECTS,
  ...HOLD_EFFECTS,
  ...DEDUCTION_EFFECTS,
  ...WAIT_MOVE_EFFECTS,
  ...IRREGULARITY_EFFECTS,
};

/** Runs the effects of a change in their order. */
export async function runEffects(context: Context): Promise<Record<string, unknown>> {
  const outputs: Record<string, unknown> = {};
  for (const { name, params } of context.change.effects ?? []) {
    const effect = EFFECTS[name];
    if (!effect) throw new Fault('not-found', `no effect is called ${name}`);
    outputs[name] = await effect(context, params);
  }
  return outputs;
}

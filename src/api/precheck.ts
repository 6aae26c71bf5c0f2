/**
 * What would stand against an application, told without any effect: the form, what is missing,
 * what the law refuses, who the applicant already is. The same rules as the case's own, on
 * today's figures.
 */
import { precheckOpening } from '../cases/opening-precheck.ts';
import { openingFigures } from '../policy/opening-figures.ts';
import { dateAt } from '../domain/calendar.ts';
import { applicationIn } from '../forms/take-up.ts';
import { startIn, type Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { knownPersons } from './known-persons.ts';
import type { Answer, Call, Context } from './operation.ts';
import { precheckChange } from './precheck-change.ts';
import { precheckDeath } from './precheck-death.ts';
import { precheckTakeUp } from './precheck-take-up.ts';
import { precheckExit } from './precheck-exit.ts';
import { precheckPersonal } from './precheck-personal.ts';
import { precheckWithdrawal } from './precheck-withdrawal.ts';

type Submitted = Readonly<Record<string, unknown>> & { readonly type: string };

interface Findings {
  readonly missing: readonly unknown[];
  readonly refusals: readonly unknown[];
  readonly limits: unknown;
  readonly known: unknown;
  readonly change?: unknown;
  readonly withdrawal?: unknown;
  readonly takeUp?: unknown;
  readonly exit?: unknown;
  readonly death?: unknown;
  readonly personalChange?: unknown;
}

const NOTHING: Findings = { missing: [], refusals: [], limits: null, known: null };

export async function precheck(
  call: Call<unknown, unknown, Submitted>,
  deps: ApiDeps,
): Promise<Answer> {
  const start = await startIn(call, deps);
  const check = PRECHECKS[start.caseType.type];
  const findings = check ? await check(call, deps, start) : NOTHING;
  const ready = findings.missing.length === 0 && findings.refusals.length === 0;
  const none = {
    change: null,
    withdrawal: null,
    takeUp: null,
    exit: null,
    death: null,
    personalChange: null,
  };
  return { status: 200, body: { ready, ...none, ...findings } };
}

type Check = (context: Context, deps: ApiDeps, start: Start) => Promise<Findings>;

/** As at an opening, and what the account says that goes on. */
const takeUp: Check = async (context, deps, start) => {
  const [common, own] = await Promise.all([
    joining(context, deps, start),
    precheckTakeUp(deps, start),
  ]);
  return { ...common, refusals: [...own.refusals, ...common.refusals], takeUp: own.takeUp };
};

const joining: Check = async (context, deps, { branch, application }) => {
  const form = applicationIn(application);
  const { center } = branch;
  const on = dateAt(deps.now());
  const district = form.district ?? null;
  const figures = openingFigures(await figuresOf(deps.pool, center), { center, district, on });
  const { missing, refusals } = precheckOpening({ application: form, center, on, figures });
  return {
    missing: missing.map(({ pointer, ...line }) => ({
      ...line,
      pointer: `#/application${pointer}`,
    })),
    refusals: refusals.map(({ clauses, ...told }) => ({
      ...told,
      clauses: clauses.map(clauseRef),
    })),
    limits: { ...figures.limits, documents: figures.contribution.documents },
    known: await knownPersons(context, deps, { center, applicant: form.applicant }),
  };
};

/** Case types whose form alone does not say whether it would be accepted. */
const PRECHECKS: Readonly<Record<string, Check>> = {
  'account-opening': joining,
  'conversion-to-flexible': takeUp,
  resumption: takeUp,
  'contribution-change': precheckChange,
  withdrawal: precheckWithdrawal,
  exit: precheckExit,
  'death-payout': precheckDeath,
  'personal-change': precheckPersonal,
};

/** 代理: one act of an agent, judged by the letter on the day, with what the books and the registry say. */
import type { Actor } from '../../src/cases/case.ts';
import type { CheckRecord } from '../../src/cases/change.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { isYuan, yuan } from '../../src/domain/money.ts';
import { AGENT_BUSINESSES, type AgentAct } from '../../src/domain/vocabulary.ts';
import type { AgentForm, HeirsAgentForm } from '../../src/forms/agent.ts';
import {
  AGENCY_REFUSALS,
  assessAgency,
  type Agency,
  type AgencyFacts,
  type AgencyRefusal,
} from '../../src/policy/agency.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { askAgent } from './agent-check.ts';
import { steadily } from './commit.ts';
import { refusedAct } from './refusal.ts';
import type { Case } from './writing.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Letter = AgentForm | HeirsAgentForm;
type Pointer = `#/${string}`;

/** An act that somebody else does for the person. */
export interface Acting {
  readonly agent: Letter;
  readonly act: AgentAct;
  /** The form that is about it: the application. */
  readonly form: Fields;
  /** Where the agent stands in what was sent, or that an agent acted. */
  readonly at: Pointer;
  /** The agent's fields were sent with it. */
  readonly stated: boolean;
  readonly by: Actor;
}

export interface Judged {
  readonly decision: Decision<Agency>;
  readonly facts: AgencyFacts;
  readonly checks: readonly CheckRecord[];
}

/** @throws ApplicationFailure with the first reason, its clause and the field it is about */
export async function judge(work: Case<unknown>, acting: Acting): Promise<Judged> {
  const facts = await factsOf(work, acting);
  const decision = assessAgency(facts);
  const [code] = decision.reasons;
  if (code !== undefined) throw refused(code, acting);
  const isAsked = work.caseType.agents === 'verified' && acting.act !== 'withdraw';
  const checks = isAsked ? await verified(work, acting) : [];
  return { decision, facts, checks };
}

async function factsOf({ caseType, start }: Case<unknown>, acting: Acting): Promise<AgencyFacts> {
  const { agent, act, form, by } = acting;
  const on = dateAt(Date.now());
  const business = AGENT_BUSINESSES.find((one) => one === caseType.type);
  if (business === undefined) throw new Error(`${caseType.type} has no agents`);
  const { authority, notStaff = false } = agent;
  const { businesses, acts, issuedOn, endsOn, notarised } = authority;
  const amount = form['amount'];
  const look = await steadily(({ lookAtAgent }) =>
    lookAtAgent({
      ...{ center: start.center, caseId: start.caseId, on, by: by.id, business, agent },
      account: String(form['account']),
      heirs: heirsOf(acting),
      payee: business === 'withdrawal' || business === 'exit' ? payeeOf(form) : null,
      amount: isYuan(amount) ? yuan(amount) : null,
    }),
  );
  return {
    ...{ on, business, act, businesses, acts, notarised, notStaff },
    issuedOn: dateField(issuedOn),
    endsOn: dateField(endsOn),
    joins: form['change'] === 'resume',
    ownWish: business !== 'agreement-change' || form['ground'] === 'holder-asked',
    atCounter: by.role === 'clerk' || by.role === 'supervisor',
    ...look,
  };
}

/** Parsed before it was sent. */
function dateField(text: string): AgencyFacts['on'] {
  return text as AgencyFacts['on'];
}

/** @throws ApplicationFailure when heirs are named that the application does not have */
function heirsOf({ form, agent, at, stated }: Acting) {
  if (!('forHeirs' in agent)) return [];
  const heirs = Array.isArray(form['heirs']) ? (form['heirs'] as readonly Heir[]) : [];
  return agent.forHeirs.map((place) => {
    const heir = heirs[place - 1];
    if (heir) return heir.document;
    throw refusedAct({
      ...{ code: 'input-invalid', restsOn: 'civil-code-165' },
      detail: `申请中没有第${String(place)}位继承人，请填写代理人所代理的继承人的序号。`,
      pointer: stated ? `${at}/forHeirs` : at,
    });
  });
}

interface Heir {
  readonly document: { readonly type: string; readonly number: string };
}

function payeeOf(form: Fields): string | null {
  const holder = fieldsOf(form['bankCard'])['holder'];
  return typeof holder === 'string' ? holder : null;
}

function refused(code: AgencyRefusal, { at, stated, act }: Acting) {
  const { text, remedy, clause, at: field } = AGENCY_REFUSALS[code];
  const pointer: Pointer =
    field === null
      ? act === 'submit'
        ? '#/application/bankCard/holder'
        : at
      : stated
        ? `${at}${field}`
        : at;
  return refusedAct({
    ...{ code: 'input-invalid', detail: `${text}${remedy}`, restsOn: clause, pointer },
  });
}

/** Who the agent is, where the type asks outside: a mismatch refuses, no answer is asked for again. */
async function verified(work: Case<unknown>, acting: Acting): Promise<readonly CheckRecord[]> {
  const { agent, form, at, stated } = acting;
  const asked = await askAgent(work.start.caseId, work.now.version, {
    account: String(form['account']),
    agent,
  });
  if (asked === null) return [];
  if ('fault' in asked) {
    throw refusedAct({
      ...{ code: 'outside-system-unavailable', restsOn: 'civil-code-165', pointer: at },
      detail: '身份核验暂时没有答复，代理人的身份没有核实。请稍后再办，或者由本人办理。',
    });
  }
  if (asked.result !== 'match') {
    throw refusedAct({
      ...{ code: 'input-invalid', restsOn: 'civil-code-165' },
      detail:
        '代理人的姓名、证件与公安身份核验结果不一致，不能作为代理人。请核对证件原件后更正，或者由本人办理。',
      pointer: stated ? `${at}/document/number` : at,
    });
  }
  return [asked.record];
}

/** The agent on record in a form; null: nobody acts for the person. */
export function agentIn(form: Fields): Letter | null {
  const agent = form['agent'];
  // Parsed at the edge before it was sent.
  return agent === undefined || agent === null ? null : (agent as Letter);
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

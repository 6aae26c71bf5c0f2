/**
 * 代理: what an agent does for the person is judged by the letter of authority on the very day, before the
 * case type sees it, and written with it: who acted for whom, by which letter, and what was looked at.
 *
 * The letter stands in the form in force (`agent`), sealed like the rest of it. Cases without an agent
 * have no command of this file in their history.
 */
import { AGENT_PART, BY_AGENT, REGISTER_AGENT, REVOKE_AGENT } from '../../src/cases/agency.ts';
import type { Actor } from '../../src/cases/case.ts';
import type { CheckRecord, EventSpec } from '../../src/cases/change.ts';
import type { Act } from '../../src/cases/messages.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { isYuan, yuan } from '../../src/domain/money.ts';
import { AGENT_BUSINESSES, type AgentAct } from '../../src/domain/vocabulary.ts';
import type {
  AgentForm,
  HeirsAgentForm,
  RegisterAgent,
  RevokeAgent,
} from '../../src/forms/agent.ts';
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
import { recordOf } from './decisions.ts';
import { refusedAct } from './refusal.ts';
import type { Case, Draft } from './writing.ts';

type Fields = Readonly<Record<string, unknown>>;
type Letter = AgentForm | HeirsAgentForm;
type Pointer = `#/${string}`;

/** An act that somebody else does for the person. */
interface Acting {
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

type Make<Notes> = () => Draft<Notes> | Promise<Draft<Notes>>;

/** The first change of a case, by whoever brought it. */
export async function submittedBy<Notes>(
  work: Case<Notes>,
  { content, by }: { readonly content: unknown; readonly by: Actor },
  make: Make<Notes>,
): Promise<Draft<Notes>> {
  const form = fieldsOf(content);
  const agent = agentIn(form);
  if (agent === null) return make();
  const acting: Acting = {
    ...{ agent, act: 'submit', form, by },
    ...{ at: '#/application/agent', stated: true },
  };
  const judged = await judge(work, acting);
  const draft = await make();
  return recorded(withAgent(draft, acting, judged), {
    content: { ...(draft.content ?? form) },
    by: by.id,
  });
}

/** A later act; what the person does in person is the case type's alone. */
export async function actedBy<Notes>(
  work: Case<Notes>,
  action: string,
  { content, by }: Act<unknown>,
  make: Make<Notes>,
): Promise<Draft<Notes>> {
  const act = work.caseType.agents === undefined ? undefined : BY_AGENT[action];
  if (act === undefined) return make();
  const sent = fieldsOf(content);
  if (act === 'supplement') return supplementedBy(work, { sent, by }, make);
  if (sent['byAgent'] !== true) return make();
  const form = fieldsOf(work.now.content);
  const agent = agentIn(form);
  if (agent === null) throw nobodyOnRecord();
  const acting: Acting = { agent, act, form, by, at: '#/byAgent', stated: false };
  const judged = await judge(work, acting);
  return withAgent(await make(), acting, judged);
}

/** The whole application comes again; without an agent in it the one on record stays on record. */
async function supplementedBy<Notes>(
  work: Case<Notes>,
  { sent, by }: { readonly sent: Fields; readonly by: Actor },
  make: Make<Notes>,
): Promise<Draft<Notes>> {
  const form = fieldsOf(sent['application']);
  const agent = agentIn(form);
  if (agent === null) {
    const known = agentIn(fieldsOf(work.now.content));
    if (known === null) return make();
    const draft = await make();
    return { ...draft, content: { ...(draft.content ?? form), agent: known } };
  }
  const acting: Acting = {
    ...{ agent, act: 'supplement', form, by },
    ...{ at: '#/application/agent', stated: true },
  };
  const judged = await judge(work, acting);
  const draft = await make();
  return recorded(withAgent(draft, acting, judged), {
    content: { ...(draft.content ?? form) },
    by: by.id,
  });
}

/** 登记委托: the letter that comes after the application. */
export async function registered<Notes>(
  work: Case<Notes>,
  { content, by }: Act<RegisterAgent>,
): Promise<Draft<Notes>> {
  const { agent } = content;
  const form = fieldsOf(work.now.content);
  // It may be about any act that is left; which one it is, is judged when it is done.
  const [act = 'submit'] = agent.authority.acts;
  const acting: Acting = { agent, act, form, by, at: '#/agent', stated: true };
  const judged = await judge(work, acting);
  const draft: Draft<Notes> = {
    step: REGISTER_AGENT,
    notes: work.now.notes as Notes, // judged before: the case was submitted
    events: [],
  };
  return recorded(withAgent(draft, acting, judged, 'agent-registered'), {
    content: { ...form, agent },
    by: by.id,
  });
}

/** 撤销委托: from now on the person acts in person; what was done stays done. */
export function revoked<Notes>(work: Case<Notes>, { content }: Act<RevokeAgent>): Draft<Notes> {
  const { agent, ...rest } = fieldsOf(work.now.content);
  if (agent === undefined) throw nobodyOnRecord();
  const { reason, file } = content;
  return {
    step: REVOKE_AGENT,
    notes: work.now.notes as Notes, // judged before: the case was submitted
    content: rest,
    parties: { [AGENT_PART]: [] },
    events: [{ kind: 'agent-revoked', content: { reason } }],
    effects: [{ name: 'attach-files', params: { files: [file] } }],
  };
}

function nobodyOnRecord() {
  return refusedAct({
    ...{ code: 'action-not-permitted', restsOn: 'civil-code-173', pointer: '#/byAgent' },
    detail: '没有登记在案的代理人，或者委托已经撤销。请由本人办理，或者先登记授权委托书。',
  });
}

interface Judged {
  readonly decision: Decision<Agency>;
  readonly facts: AgencyFacts;
  readonly checks: readonly CheckRecord[];
}

/** @throws ApplicationFailure with the first reason, its clause and the field it is about */
async function judge(work: Case<unknown>, acting: Acting): Promise<Judged> {
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
      ...{ center: start.center, on, by: by.id, business, agent },
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

/** What is written beside what the case type writes. */
function withAgent<Notes>(
  draft: Draft<Notes>,
  { agent, act, stated }: Acting,
  { decision, facts, checks }: Judged,
  kind: 'agent-acted' | 'agent-registered' = 'agent-acted',
): Draft<Notes> {
  const { authority, name } = agent;
  const { endsOn, notarised, acts } = authority;
  const event: EventSpec = {
    kind,
    public: {
      ...(kind === 'agent-acted' ? { act } : { acts }),
      ...{ until: endsOn, notarised, verified: checks.length > 0 },
    },
    content: { name },
  };
  const asked = checks.map(({ system, status }) => ({
    kind: 'check-answered',
    public: { system, status },
  }));
  const effects = stated
    ? [{ name: 'attach-files', params: { files: [authority.file, agent.documentFile] } }]
    : [];
  const add = <Part extends Pick<Draft<Notes>, 'events' | 'decisions' | 'effects'>>(
    part: Part,
  ) => ({
    ...part,
    events: [event, ...asked, ...part.events],
    decisions: [recordOf(decision, facts), ...(part.decisions ?? [])],
    effects: [...(part.effects ?? []), ...effects],
  });
  const others = Object.entries(draft.otherwise ?? {}).map(
    ([code, make]) =>
      [code, () => ({ ...add(make()), checks: [...checks, ...(make().checks ?? [])] })] as const,
  );
  return {
    ...add(draft),
    checks: [...checks, ...(draft.checks ?? [])],
    ...(draft.whenHeld && { whenHeld: add(draft.whenHeld) }),
    ...(draft.otherwise && { otherwise: Object.fromEntries(others) }),
  };
}

/** From now on the letter is on record. */
function recorded<Notes>(
  draft: Draft<Notes>,
  { content, by }: { readonly content: Fields; readonly by: string },
): Draft<Notes> {
  return { ...draft, content, parties: { ...draft.parties, [AGENT_PART]: by } };
}

function agentIn(form: Fields): Letter | null {
  const agent = form['agent'];
  // Parsed at the edge before it was sent.
  return agent === undefined || agent === null ? null : (agent as Letter);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

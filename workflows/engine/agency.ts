/**
 * 代理: what an agent does for the person is judged by the letter of authority on the very day, before the
 * case type sees it, and written with it: who acted for whom, by which letter, and what was looked at.
 *
 * The letter stands in the form in force (`agent`), sealed like the rest of it. Cases without an agent
 * have no command of this file in their history.
 */
import { AGENT_PART, BY_AGENT, REGISTER_AGENT, REVOKE_AGENT } from '../../src/cases/agency.ts';
import type { Actor } from '../../src/cases/case.ts';
import type { EventSpec } from '../../src/cases/change.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { RegisterAgent, RevokeAgent } from '../../src/forms/agent.ts';
import { agentIn, fieldsOf, judge, type Acting, type Fields, type Judged } from './agency-judge.ts';
import { recordOf } from './decisions.ts';
import { refusedAct } from './refusal.ts';
import type { Case, Draft } from './writing.ts';

type Make<Notes> = () => Draft<Notes> | Promise<Draft<Notes>>;

type Installing<Notes> = <Content>(
  action: string,
  apply: (act: Act<Content>) => Draft<Notes> | Promise<Draft<Notes>>,
) => void;

/** The acts about the letter itself, where somebody may act for the person. */
export function installAgency<Notes>(work: Case<Notes>, install: Installing<Notes>): void {
  if (work.caseType.agents === undefined) return;
  install<RegisterAgent>(REGISTER_AGENT, (act) => registered(work, act));
  install<RevokeAgent>(REVOKE_AGENT, (act) => revoked(work, act));
}

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
  { content, by }: Act,
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
async function registered<Notes>(
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
function revoked<Notes>(work: Case<Notes>, { content }: Act<RevokeAgent>): Draft<Notes> {
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

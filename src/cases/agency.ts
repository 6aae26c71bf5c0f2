/**
 * 代理: acts about who may act for the person, in every case type that the law lets an agent do, at the
 * stages in which something is still to be done by the person: the letter is recorded (登记委托), or the
 * person takes it back (撤销委托).
 *
 * @source 民法典 第一百六十五条、第一百七十三条
 */
import type { AgentAct } from '../domain/vocabulary.ts';
import type { CaseType, Permit } from './case.ts';

export const REGISTER_AGENT = 'register-agent';
export const REVOKE_AGENT = 'revoke-agent';
export type AgencyAction = typeof REGISTER_AGENT | typeof REVOKE_AGENT;

/** The part of whoever recorded the letter: empty when none is in force. */
export const AGENT_PART = 'agentRecorder';

/** Acts of the person that an agent may do in the person's name. */
export const BY_AGENT: Readonly<Record<string, AgentAct>> = {
  supplement: 'supplement',
  sign: 'sign',
  withdraw: 'withdraw',
};

const COUNTER: Permit = { roles: ['clerk'] };
const REVOKING: Permit = {
  roles: ['clerk'],
  after: { part: AGENT_PART, detail: '没有登记在案的代理人。' },
};

/** The case type with these acts added, where somebody may act for the person. */
export function withAgency<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
): CaseType<Stage, Action | AgencyAction> {
  const { agents, actions, permits } = caseType;
  if (agents === undefined) return caseType as CaseType<Stage, Action | AgencyAction>; // none of them is used
  const more = Object.entries(permits as Readonly<Record<string, object>>).map(
    ([stage, permitted]) => [
      stage,
      Object.keys(permitted).some((action) => Object.hasOwn(BY_AGENT, action))
        ? { ...permitted, [REGISTER_AGENT]: COUNTER, [REVOKE_AGENT]: REVOKING }
        : permitted,
    ],
  );
  return {
    ...caseType,
    actions: {
      ...actions,
      [REGISTER_AGENT]: {
        title: '登记委托',
        preview:
          '代理人在授权委托书载明的事项、权限和期限内代为办理；收款仍限本人名下的银行卡。已有代理人的，以新的为准。',
      },
      [REVOKE_AGENT]: {
        title: '撤销委托',
        reason: true,
        preview: '代理人即时不能再代为办理，尚未办理的签字等须由本人办理；已经办理的不受影响。',
      },
    },
    permits: Object.fromEntries(more) as CaseType<Stage, Action | AgencyAction>['permits'], // of its own stages
  };
}

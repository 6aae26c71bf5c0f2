/** How an agent (代理人) stands on the papers of a case: by name and document, masked, and by which letter. */
import { maskDocument } from '../../src/crypto/mask.ts';
import { dayText } from '../../src/cases/wording.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import type { AgentForm } from '../../src/forms/agent.ts';

/** From the form in force; nothing where nobody acts for the person. */
export function agentOnPaper(content: unknown): { readonly agent?: string } {
  const agent = agentIn(content);
  if (agent === null) return {};
  const { name, document, authority } = agent;
  const { endsOn, notarised } = authority;
  const letter = `${notarised ? '经公证的' : ''}授权委托书，至${dayText(plainDate(endsOn))}`;
  return { agent: `${name}（证件${maskDocument(document.number)}；${letter}）` };
}

function agentIn(content: unknown): AgentForm | null {
  if (typeof content !== 'object' || content === null || !('agent' in content)) return null;
  // Parsed at the edge before it was sent.
  return content.agent as AgentForm;
}

/** What acting by an agent (代理) reads and asks: the agent's document, the office's staff, who the agent is. */
import { Context } from '@temporalio/activity';
import { createHash } from 'node:crypto';
import type { CheckRecord } from '../src/cases/change.ts';
import { sealText } from '../src/crypto/cipher.ts';
import { lookupHash } from '../src/crypto/lookup.ts';
import { place } from '../src/crypto/places.ts';
import { agentKnownAs, staffNamed } from '../src/db/agents.ts';
import { readExitBooks } from '../src/db/exit-books.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import type { AgentBusiness } from '../src/domain/vocabulary.ts';
import type { AgentForm } from '../src/forms/agent.ts';
import { accountHolder } from '../src/ledger/accounts.ts';
import { agencyAge, notarisedAbove } from '../src/policy/agency-figures.ts';
import type { AgencyFacts } from '../src/policy/agency.ts';
import { assessIdentityDocument } from '../src/policy/identity-document.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';
import { strangeAccount } from './strange-account.ts';

export interface AgentAsk {
  readonly center: string;
  /** The case that asks: it may follow an older figure. Left out by runs from before that was so. */
  readonly caseId?: string;
  readonly on: PlainDate;
  /** Staff id of whoever handles the case. */
  readonly by: string;
  readonly business: AgentBusiness;
  /** Opaque id. */
  readonly account: string;
  readonly agent: AgentForm;
  /** Documents of the heirs acted for; empty: it is the holder. */
  readonly heirs: readonly { readonly type: string; readonly number: string }[];
  /** In whose name the card is that is paid to; null: nobody is paid. */
  readonly payee: string | null;
  /** What was applied for, in yuan; null: as much as there is, or nothing. */
  readonly amount: Yuan | null;
}

/** What the rule cannot see by itself. */
export type AgentLook = Pick<
  AgencyFacts,
  'documentProblems' | 'age' | 'samePerson' | 'staff' | 'paysAgent' | 'notarisedAbove' | 'amount'
>;

export interface AgentQuestion {
  readonly account: string;
  readonly agent: AgentForm;
  /** Business key of the request, the same for every attempt. */
  readonly key: string;
  readonly on: PlainDate;
  readonly at: number;
}

export interface AgencyActivities {
  /** @throws Fault 'input-invalid' when the center has no such account */
  readonly lookAtAgent: (ask: AgentAsk) => Promise<AgentLook>;
  /** Asks who the agent is; null: the document tells too little to be asked. */
  readonly verifyAgent: (
    question: AgentQuestion,
  ) => Promise<{ readonly record: CheckRecord; readonly result: string } | null>;
}

/** A local attempt stays under its own limit; a regular one may take its time. */
const BRIEF = { timeoutMs: 1_000, attempts: 1 };
const PATIENT = { timeoutMs: 10_000, attempts: 3 };

export function createAgencyActivities(deps: Deps): AgencyActivities {
  return {
    lookAtAgent: (ask) => lookAtAgent(deps, ask),
    verifyAgent: (question) => verifyAgent(deps, question),
  };
}

async function lookAtAgent(deps: Deps, ask: AgentAsk): Promise<AgentLook> {
  const { pool, personKeys, secrets } = deps;
  const { center, on, agent, account, business, payee } = ask;
  const { lookup } = secrets;
  const keys = { personKeys, lookup };
  // The name of the holder is known as a hash only: whether it is the agent's is what is asked.
  const books = await readExitBooks(pool, keys, {
    ...{ account, holder: agent.name, card: null },
  });
  if (books?.center !== center) throw strangeAccount();
  const { problems, bornOn, normalized } = documentOf(agent, on);
  const numbers = [normalized ?? agent.document.number];
  const [isHolder, namesakes, { figures }] = await Promise.all([
    agentKnownAs(pool, {
      person: books.person,
      hashes: numbers.map((number) => lookupHash(lookup, 'document', number)),
    }),
    staffNamed(pool, { center, name: agent.name }),
    officesFor(deps, ask.caseId),
  ]);
  const isHeir = ask.heirs.some(
    ({ type, number }) =>
      plain(type, number, on) === plain(agent.document.type, numbers[0] ?? '', on),
  );
  const balances = Object.values(books.balances).reduce((sum, one) => sum.plus(one), exact(0));
  return {
    documentProblems: problems,
    age: agencyAge(bornOn, on),
    samePerson: isHolder || isHeir,
    staff: namesakes.includes(ask.by) ? 'handler' : namesakes.length > 0 ? 'namesake' : 'none',
    paysAgent: payee === agent.name && books.card !== 'own',
    notarisedAbove: notarisedAbove(figures, { center, on }),
    amount: business === 'exit' ? yuan(balances.toFixed(2)) : ask.amount,
  };
}

function documentOf({ document, bornOn }: AgentForm, on: PlainDate) {
  return assessIdentityDocument({
    ...document,
    on,
    ...(bornOn !== undefined && { bornOn }),
  });
}

/** Two numbers of one document are one, however they were typed. */
function plain(type: string, number: string, on: PlainDate): string {
  // Of any type: what cannot be read is compared as it stands.
  const read = assessIdentityDocument({ type: type as AgentForm['document']['type'], number, on });
  return (read.normalized ?? number).toUpperCase();
}

async function verifyAgent(
  { pool, personKeys, identity }: Deps,
  { account, agent, key, on, at }: AgentQuestion,
): ReturnType<AgencyActivities['verifyAgent']> {
  const { bornOn, sex } = documentOf(agent, on);
  // Such a document is looked at by whoever has the original in hand.
  if (bornOn === null || sex === null) return null;
  const holder = await accountHolder(pool, account);
  if (!holder) throw strangeAccount();
  const own = personKeys.unwrap(holder.person, holder.wrapped_key);
  const { info, cancellationSignal } = Context.current();
  const manner = { ...(info.isLocal ? BRIEF : PATIENT), signal: cancellationSignal };
  const { name, document } = agent;
  const request = { name, document, bornOn, sex };
  const answer = await identity.verify(request, { key, ...manner });
  const text = JSON.stringify({ request, answer });
  const { result } = answer;
  return {
    result,
    record: {
      ...{ key, system: 'identity', purpose: 'AGENT', status: 'ok', facts: { result } },
      evidence: sealText(own, place.check(key), text),
      evidenceHash: createHash('sha256').update(text).digest('hex'),
      ...{ askedAt: at, answeredAt: at },
    },
  };
}

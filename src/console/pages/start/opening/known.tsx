/** Who the applicant already is to the center, as soon as the document is complete. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { OPENING_FINDINGS } from '../../../../policy/opening-findings.ts';
import { clauseTitle } from '../../../../policy/clauses.ts';
import { api, read, type Schemas } from '../../../api/client.ts';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { PersonName } from '../../../parts/person-name.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { instantText } from '../../../parts/when.tsx';
import type { AccountOpeningApplication } from '../../../../forms/account-opening.ts';

type KnownPerson = Schemas['KnownPerson'];

interface Props {
  /** The well-formed part of the application; null while the document is not complete. */
  readonly application: AccountOpeningApplication | null;
  readonly branch: string;
  /** An account is opened: what the check will make of those that are here is told. */
  readonly opening: boolean;
}

export function Known({ application, branch, opening }: Props) {
  const asked = useSettled(application === null ? null : identityOf(application));
  const known = useQuery({
    queryKey: ['known', asked, branch],
    enabled: asked !== null,
    staleTime: 60_000,
    gcTime: 0,
    queryFn: () => look(asked ?? '', branch),
  });
  if (asked === null) return null;
  if (known.isPending) return <p className="quiet tight">正在查询本中心的登记…</p>;
  if (known.isError) {
    return <ProblemNote error={known.error} onRepeat={() => void known.refetch()} />;
  }
  if (known.data.length === 0) return <p className="tight">本中心没有登记过此人。</p>;
  return known.data.map((person) => <OnePerson key={person.id} {...{ person, opening }} />);
}

/** What is searched by, as text: the search is made once per document, not per letter. */
function identityOf({ applicant }: AccountOpeningApplication): string {
  const { name, document, otherDocuments } = applicant;
  return JSON.stringify({ applicant: { name, document, otherDocuments } });
}

async function look(asked: string, branch: string): Promise<readonly KnownPerson[]> {
  const body = { type: 'account-opening', branch, application: JSON.parse(asked) as object };
  const told = await read(
    api.POST('/api/v1/cases:precheck', { body: body as Schemas['Submission'] }),
  );
  return told.known ?? [];
}

const SETTLED_MS = 500;

function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setSettled(value);
    }, SETTLED_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return value === null ? null : settled;
}

interface OneProps {
  readonly person: KnownPerson;
  readonly opening: boolean;
}

function OnePerson({ person, opening }: OneProps) {
  const { nameFits, accounts, heldBy, openCases } = person;
  const others = openCases.filter(({ id }) => id !== heldBy?.id);
  return (
    <>
      <p className="tight">
        本中心已有登记：
        <PersonName person={person} />
      </p>
      <ul>
        {!nameFits && (
          <li className="warned">登记的姓名与所填不同，请核对证件；改过名的带变更记录。</li>
        )}
        {heldBy && <Held held={heldBy} />}
        {others.map(({ id, number, typeTitle }) => (
          <li key={id}>
            在办业务：
            <Link to={`/cases/${id}`}>
              {typeTitle} {number}
            </Link>
          </li>
        ))}
        {accounts.map((account) => (
          <Account key={account.number} {...{ account, opening }} />
        ))}
      </ul>
    </>
  );
}

function Held({ held }: { readonly held: NonNullable<KnownPerson['heldBy']> }) {
  const { id, number, typeTitle, stageTitle, branchName, since } = held;
  const words = `${typeTitle}（${stageTitle}，${branchName}，${instantText(since)}起）`;
  return (
    <li className="warned">
      已有在办的
      {id === null ? words : <Link to={`/cases/${id}`}>{`${words} ${number ?? ''}`}</Link>}
      。再提交一件将转人工核对，办结前不会重复开户。
    </li>
  );
}

const STATES: Readonly<Record<string, string>> = {
  normal: '正常',
  sealed: '封存',
  closed: '已销户',
};
const SOURCES: Readonly<Record<string, string>> = { unit: '单位缴存', flexible: '灵活就业' };

/** An account, and what the check at opening will make of it. */
interface AccountProps {
  readonly account: KnownPerson['accounts'][number];
  readonly opening: boolean;
}

function Account({ account, opening }: AccountProps) {
  const { number, openedOn, state, source } = account;
  const { text, remedy, clause } = OPENING_FINDINGS[findingOf(account)];
  return (
    <li className={state === 'closed' || !opening ? undefined : 'warned'}>
      账户尾号{number.slice(-4)}，{SOURCES[source] ?? source}，{STATES[state] ?? state}（{openedOn}
      开立）。
      {opening && (
        <>
          {text}
          {remedy}
          <ClauseLink id={clause} title={clauseTitle(clause)} />
        </>
      )}
    </li>
  );
}

function findingOf({ state, source, heldWhole }: KnownPerson['accounts'][number]) {
  if (state === 'closed') return 'local-closed';
  if (heldWhole) return 'local-frozen';
  if (state === 'sealed') return 'local-sealed';
  return source === 'unit' ? 'local-unit' : 'local-flexible';
}

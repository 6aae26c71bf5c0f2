/** One new case of a type: empty, or from a draft that is taken up again. */
import { useQuery } from '@tanstack/react-query';
import { Button, Result } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { CASE_TYPES } from '../../../cases/index.ts';
import { CASE_FORMS } from '../../../forms/index.ts';
import { api, newKey, read } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { openedDraft } from './draft-content.ts';
import type { StoredDraft } from './draft-keeper.ts';
import { NewCase } from './new-case.tsx';
import { branchesFor } from './setting.ts';

export function StartPage() {
  const { type = '' } = useParams();
  const me = useMe();
  const caseType = CASE_TYPES[type];
  if (!caseType || !CASE_FORMS[type]) {
    return <CannotStart title="没有这种业务" why="请从“办理新业务”中选择业务种类。" />;
  }
  if (!hasRole(me, ...caseType.startedBy)) {
    return <CannotStart title={caseType.title} why={`您的岗位不能发起“${caseType.title}”。`} />;
  }
  return <Opened key={type} type={type} />;
}

/** Loads the draft the address names; one that the page itself begins is not loaded again. */
function Opened({ type }: { readonly type: string }) {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const [own, setOwn] = useState<string | null>(null);
  const named = params.get('draft');
  const wanted = named === own ? null : named;
  const draft = useQuery({
    queryKey: ['draft', wanted],
    enabled: wanted !== null,
    gcTime: 0,
    staleTime: Infinity,
    queryFn: async (): Promise<StoredDraft> => {
      const path = { id: wanted ?? '' };
      const { id, version, application } = await read(
        api.GET('/api/v1/drafts/{id}', { params: { path } }),
      );
      return { id, version, content: application };
    },
  });
  const branches = branchesFor(me, CASE_TYPES[type]?.startedBy ?? []);
  const [key] = useState(newKey);
  const [begun] = useState(() => ({ ...BEGUN[type], ...prefilled(params) }));
  if (wanted !== null && draft.isError) {
    return (
      <Page title="草稿不能打开">
        <ProblemNote error={draft.error} onRepeat={() => void draft.refetch()} />
        <p>
          <Link to="/start">
            <Button>办理新业务</Button>
          </Link>
        </p>
      </Page>
    );
  }
  if (wanted !== null && !draft.data) return <PageLoading />;
  const from = wanted === null ? null : (draft.data ?? null);
  const opened = openedDraft(from?.content);
  const branch = branches.find(({ id }) => id === opened.sending.branch) ?? branches[0];
  if (!branch) return <CannotStart title="不能发起" why="您没有可以受理业务的网点。" />;
  return (
    <NewCase
      key={wanted ?? 'new'}
      type={type}
      from={from}
      initial={from === null ? begun : opened.value}
      sendingKey={opened.sending.key ?? key}
      branch={branch}
      branches={branches}
      onDraft={(id) => {
        setOwn(id);
        setParams({ draft: id }, { replace: true });
      }}
    />
  );
}

/** What nearly everybody shows. */
const RESIDENT = { applicant: { document: { type: 'resident-id' } } };
const BEGUN: Readonly<Record<string, object>> = {
  'account-opening': RESIDENT,
  'conversion-to-flexible': RESIDENT,
  resumption: RESIDENT,
};

/** What another page hands over: opaque ids only, `?openingCase=…`. */
function prefilled(params: URLSearchParams): object {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  return Object.fromEntries(
    [...params].filter(([name, value]) => name !== 'draft' && uuid.test(value)),
  );
}

function CannotStart({ title, why }: { readonly title: string; readonly why: string }) {
  return (
    <Page title={title}>
      <Result
        status="403"
        subTitle={why}
        extra={
          <Link to="/start">
            <Button type="primary">办理新业务</Button>
          </Link>
        }
      />
    </Page>
  );
}

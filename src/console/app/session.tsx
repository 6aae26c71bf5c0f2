/**
 * Nobody signed in: a page that leads to the sign-in. Signed out while working: a dialog above the
 * page, which keeps what was typed; the sign-in happens in a second window.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { problemOf, whenSignedOut } from '../api/client.ts';
import { ME_KEY, readMe } from '../api/me.ts';
import { PageLoading } from '../parts/page.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

export function SessionGuard({ children }: { readonly children: ReactNode }) {
  const me = useQuery({ queryKey: ME_KEY, queryFn: readMe, staleTime: 60_000, retry: false });
  if (me.isPending) return <PageLoading />;
  // Once signed in, the page stays: what was typed into it must not be lost.
  if (me.data) {
    return (
      <>
        {children}
        <SignedOutDialog staff={me.data.id} />
      </>
    );
  }
  if (problemOf(me.error).status === 401) return <Welcome />;
  return (
    <main className="welcome">
      <ProblemNote error={me.error} onRepeat={() => void me.refetch()} />
    </main>
  );
}

function signInAddress(returnTo: string): string {
  return `/auth/login?returnTo=${encodeURIComponent(returnTo)}`;
}

function Welcome() {
  useEffect(() => {
    document.title = '登录 · 安居办件';
  }, []);
  return (
    <main className="welcome">
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h1>安居办件</h1>
      <p>住房公积金灵活就业人员业务办理</p>
      <Button
        type="primary"
        size="large"
        href={signInAddress(`${window.location.pathname}${window.location.search}`)}
        autoFocus
      >
        登录
      </Button>
      <p className="quiet">使用本人账号和动态码登录；所有操作均记入留痕。</p>
    </main>
  );
}

function SignedOutDialog({ staff }: { readonly staff: string }) {
  const [ended, setEnded] = useState(false);
  const queries = useQueryClient();
  useEffect(() => {
    whenSignedOut(() => {
      setEnded(true);
    });
  }, []);
  const look = useCallback(async () => {
    const me = await readMe().catch(() => null);
    if (me === null) return;
    // Somebody else's page must not be gone on with.
    if (me.id !== staff) window.location.assign('/');
    setEnded(false);
    await queries.invalidateQueries();
  }, [queries, staff]);
  useEffect(() => {
    if (!ended) return;
    const listener = () => void look();
    window.addEventListener('focus', listener);
    const timer = window.setInterval(listener, LOOK_MS);
    return () => {
      window.removeEventListener('focus', listener);
      window.clearInterval(timer);
    };
  }, [ended, look]);
  return (
    <Modal
      open={ended}
      title="登录已结束"
      closable={false}
      footer={null}
      mask={{ closable: false }}
    >
      <p>为保护个人信息，长时间未操作后登录会自动结束。您填写的内容仍在本页，重新登录后继续。</p>
      <Button
        type="primary"
        autoFocus
        href={signInAddress('/signed-in')}
        target="anju-sign-in"
        rel="opener"
      >
        在新窗口重新登录
      </Button>
    </Modal>
  );
}

const LOOK_MS = 3_000;

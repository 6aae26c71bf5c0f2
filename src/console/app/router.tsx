/** Addresses to pages: each page is loaded when it is first opened. */
import { Button, Result } from 'antd';
import { createBrowserRouter, Link, Navigate, useRouteError, type RouteObject } from 'react-router';
import { useMe } from '../api/me.ts';
import { Page, PageLoading } from '../parts/page.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { PageEntry } from './page-entry.ts';
import { PAGES } from './pages.ts';
import { Shell } from './shell.tsx';

export function createRouter() {
  return createBrowserRouter([
    {
      path: '/',
      Component: Shell,
      HydrateFallback: PageLoading,
      ErrorBoundary: Broken,
      children: [
        { index: true, Component: Home },
        ...PAGES.map(routeOf),
        { path: '*', Component: NotThere },
      ],
    },
  ]);
}

function routeOf({ path, roles, load }: PageEntry): RouteObject {
  return {
    path,
    ErrorBoundary: Broken,
    lazy: async () => {
      const { Component } = await load();
      const Guarded = () => {
        const me = useMe();
        return me.roles.some((role) => roles.includes(role)) ? <Component /> : <NotYours />;
      };
      return { Component: Guarded };
    },
  };
}

/** The first page of the menu that is open to one. */
function Home() {
  const me = useMe();
  const first = PAGES.filter(
    ({ group, roles }) => group !== null && me.roles.some((role) => roles.includes(role)),
  ).sort((left, right) => rank(left) - rank(right))[0];
  return first ? <Navigate to={first.path} replace /> : <NotYours />;
}

function rank({ group, order }: PageEntry): number {
  return ['work', 'supervision', 'records', 'settings'].indexOf(group ?? '') * 100 + order;
}

function NotThere() {
  return (
    <Page title="没有这个页面">
      <Result status="404" subTitle="地址可能有误，或内容已不在您的办理范围内。" extra={<Back />} />
    </Page>
  );
}

function NotYours() {
  return (
    <Page title="不能打开">
      <Result status="403" subTitle="您的岗位不办理这项内容。" extra={<Back />} />
    </Page>
  );
}

function Broken() {
  const error = useRouteError();
  return (
    <Page title="页面出现错误">
      <ProblemNote error={error} />
      <p>
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          刷新页面
        </Button>
      </p>
    </Page>
  );
}

function Back() {
  return (
    <Link to="/">
      <Button type="primary">回到首页</Button>
    </Link>
  );
}

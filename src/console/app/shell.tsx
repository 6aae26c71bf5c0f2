/** The frame around every page: menu, search, who one is, and what is wrong right now. */
import { LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, Layout, Menu } from 'antd';
import { Suspense } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { roleTitle } from '../../cases/case.ts';
import { useMe, type Me } from '../api/me.ts';
import { PageLoading } from '../parts/page.tsx';
import { GROUPS, type Group, type PageEntry } from './page-entry.ts';
import { PAGES } from './pages.ts';
import { HEAD_TOOLS, NOTICES } from './shell-parts.ts';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import './shell.css';

export function Shell() {
  const me = useMe();
  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <Layout.Sider className="shell-side" width={176} theme="light" breakpoint="lg" collapsible>
        <Link to="/" className="shell-name" aria-label="安居办件 首页">
          <img src="/icon.svg" alt="" width="26" height="26" />
          <span>安居办件</span>
        </Link>
        <nav aria-label="主菜单">
          <MainMenu me={me} />
        </nav>
      </Layout.Sider>
      <Layout>
        <Layout.Header className="shell-head">
          {HEAD_TOOLS.map((Tool, index) => (
            <Tool key={index} />
          ))}
          <WhoIam me={me} />
        </Layout.Header>
        {NOTICES.map((Notice, index) => (
          <Notice key={index} />
        ))}
        <Layout.Content id="content" tabIndex={-1} className="shell-content">
          <Suspense fallback={<PageLoading />}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
      <ShortcutSheet />
    </Layout>
  );
}

function MainMenu({ me }: { readonly me: Me }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const mine = PAGES.filter(
    ({ group, roles }) => group !== null && me.roles.some((role) => roles.includes(role)),
  );
  const items = groupsOf(mine).map(([group, pages]) => ({
    type: 'group' as const,
    key: group,
    label: GROUPS[group],
    children: pages.map(({ path, title }) => ({
      key: path,
      label: <Link to={path}>{title}</Link>,
    })),
  }));
  const here = mine
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    .sort((left, right) => right.path.length - left.path.length)[0];
  return (
    <Menu
      mode="inline"
      items={items}
      selectedKeys={here ? [here.path] : []}
      onClick={({ key }) => void navigate(key)}
    />
  );
}

function groupsOf(
  pages: readonly PageEntry[],
): readonly (readonly [Group, readonly PageEntry[]])[] {
  const groups: readonly Group[] = ['work', 'supervision', 'records', 'settings'];
  return groups.flatMap((group) => {
    const of = pages
      .filter((page) => page.group === group)
      .sort((left, right) => left.order - right.order);
    return of.length === 0 ? [] : [[group, of] as const];
  });
}

function WhoIam({ me }: { readonly me: Me }) {
  const center = me.centers.find(({ code }) => code === me.center);
  const branch = center?.branches.find(({ id }) => id === me.homeBranch);
  const roles = me.roles.map(roleTitle).join('、');
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [{ key: 'out', icon: <LogoutOutlined />, label: '退出登录' }],
        onClick: () => void signOut(),
      }}
    >
      <Button type="text" className="who" icon={<UserOutlined />}>
        <span>
          {me.name}
          <span className="quiet">
            {' '}
            {roles} · {branch?.name ?? center?.shortName}
          </span>
        </span>
      </Button>
    </Dropdown>
  );
}

async function signOut(): Promise<void> {
  const answer = await fetch('/auth/logout', {
    method: 'POST',
    headers: { Accept: 'application/json' },
  });
  const { next } = (await answer.json()) as { readonly next: string };
  window.location.assign(next);
}

/** The frame around every page: menu, search, who one is, and what is wrong right now. */
import { LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Drawer, Dropdown, Grid, Layout, Menu } from 'antd';
import { Suspense, useState } from 'react';
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
  // At twice the size there is no room beside the page: the menu is opened when it is wanted.
  const isNarrow = Grid.useBreakpoint().lg === false;
  return (
    <Layout className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      {!isNarrow && (
        <Layout.Sider className="shell-side" width={176} theme="light">
          <HomeLink />
          <MainNav me={me} />
        </Layout.Sider>
      )}
      <Layout>
        <Layout.Header className="shell-head">
          {isNarrow && <HomeLink />}
          {isNarrow && <MenuDrawer me={me} />}
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

function HomeLink() {
  return (
    <Link to="/" className="shell-name" aria-label="安居办件 首页">
      <img src="/icon.svg" alt="" width="26" height="26" />
      <span>安居办件</span>
    </Link>
  );
}

function MainNav({ me }: { readonly me: Me }) {
  return (
    <nav aria-label="主菜单">
      <MainMenu me={me} />
    </nav>
  );
}

/** The menu where the window is narrow or the text large; gone again once a page was chosen. */
function MenuDrawer({ me }: { readonly me: Me }) {
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const close = () => {
    setOpenAt(null);
  };
  return (
    <>
      <Button
        icon={<MenuOutlined />}
        aria-expanded={openAt === pathname}
        onClick={() => {
          setOpenAt(pathname);
        }}
      >
        菜单
      </Button>
      <Drawer
        title="安居办件"
        placement="left"
        size={240}
        open={openAt === pathname}
        onClose={close}
        className="shell-drawer"
      >
        <MainNav me={me} />
      </Drawer>
    </>
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

/** Where a sign-in in a second window ends: the first window goes on by itself. */
import { Result } from 'antd';
import { useEffect } from 'react';
import { Page } from '../../parts/page.tsx';

export function SignedInPage() {
  useEffect(() => {
    window.close();
  }, []);
  return (
    <Page title="已登录">
      <Result status="success" title="已重新登录" subTitle="请关闭本页，回到原来的页面继续办理。" />
    </Page>
  );
}

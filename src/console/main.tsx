/** The console starts here: theme, language, data, pages. */
import './app/no-eval.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { listenForPeople } from './api/attended.ts';
import { mayRepeat, problemOf } from './api/client.ts';
import { createRouter } from './app/router.tsx';
import { giveStylesTheNonce, STYLE_NONCE } from './app/style-nonce.ts';
import { SessionGuard } from './app/session.tsx';
import { themeFor } from './app/theme.ts';
import { PageLoading } from './parts/page.tsx';
import './app/base.css';

dayjs.locale('zh-cn');
giveStylesTheNonce();
listenForPeople(window);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The server's "no" is final; a lost answer is asked for again.
      retry: (count, error) => count < 2 && mayRepeat(problemOf(error)),
    },
    mutations: { retry: false },
  },
});
const router = createRouter();
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

createRoot(root).render(
  <StrictMode>
    <ConfigProvider
      locale={zhCN}
      theme={themeFor(matchMedia('(prefers-reduced-motion: reduce)').matches)}
      csp={{ nonce: STYLE_NONCE }}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <QueryClientProvider client={queries}>
          <SessionGuard>
            <Suspense fallback={<PageLoading />}>
              <RouterProvider router={router} />
            </Suspense>
          </SessionGuard>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  </StrictMode>,
);

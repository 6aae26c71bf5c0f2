/** One case: where it stands, why it waits, what may be done, and everything that happened. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Result } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { problemOf } from '../../api/client.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';
import { ActDrawer } from './act-drawer.tsx';
import { ActionBar, type Action } from './action-bar.tsx';
import { useCase, useCaseNews, type Case } from './case-data.ts';
import { CaseNews } from './case-news.tsx';
import { CaseParts } from './case-parts.tsx';
import { CaseSide } from './case-side.tsx';
import { CaseSteps } from './case-steps.tsx';
import { DemoAdvance } from './demo-advance.tsx';
import { DueDates } from './due-dates.tsx';
import { OthersHere } from './others-here.tsx';
import { PauseButton, PauseCard } from './pause-card.tsx';
import { ReasonsCard } from './reasons-card.tsx';
import { WaitingCard } from './waiting-card.tsx';
import './case-page.css';

/** Another case is another page: nothing of this one is left when it opens. */
export function CasePage() {
  const { id = '' } = useParams();
  return <OneCase key={id} id={id} />;
}

function OneCase({ id }: { readonly id: string }) {
  const { data, error, refetch } = useCase(id);
  useCaseNews(id);
  if (data) {
    return (
      <>
        {error && <ProblemNote error={error} onRepeat={() => void refetch()} />}
        <TheCase case={data} />
      </>
    );
  }
  if (!error) return <PageLoading />;
  if (problemOf(error).status === 404) return <NoSuchCase />;
  return (
    <Page title="办件">
      <ProblemNote error={error} onRepeat={() => void refetch()} />
    </Page>
  );
}

function NoSuchCase() {
  return (
    <Page title="没有找到该业务">
      <Result
        status="404"
        subTitle="请核对地址；如确有该业务，可能不在您的办理范围内。"
        extra={
          <Link to="/">
            <Button type="primary">回到首页</Button>
          </Link>
        }
      />
    </Page>
  );
}

function TheCase({ case: of }: { readonly case: Case }) {
  const [acting, setActing] = useState<Action | null>(null);
  return (
    <Page
      title={`${of.typeTitle} ${of.number}`}
      beside={
        <>
          <StageTag stage={of.stage} />
          <OthersHere id={of.id} />
        </>
      }
      actions={
        <>
          <DemoAdvance case={of} />
          <PauseButton case={of} />
          <PrintButton />
        </>
      }
    >
      <div className="case-top">
        <CaseSteps case={of} />
        <DueDates case={of} />
        <CaseNews case={of} />
      </div>
      <div className="case-columns">
        <div className="case-main">
          <PauseCard case={of} />
          <WaitingCard case={of} />
          <ReasonsCard case={of} />
          <ActionBar case={of} onAct={setActing} />
          <CaseParts case={of} onAct={setActing} />
        </div>
        <CaseSide case={of} />
      </div>
      {acting !== null && (
        <ActDrawer
          key={acting.action}
          case={of}
          action={acting}
          onClose={() => {
            setActing(null);
          }}
        />
      )}
    </Page>
  );
}

function PrintButton() {
  return (
    <Button
      icon={<PrinterOutlined />}
      onClick={() => {
        window.print();
      }}
    >
      打印本页
    </Button>
  );
}

/** In a time demo only: carries the case to the end of its next wait, after saying what goes along. */
import { FastForwardOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { dayOf } from '../../parts/when.tsx';
import type { Case } from './case-data.ts';

export function DemoAdvance({ case: of }: { readonly case: Case }) {
  const time = useMe().demo?.time ?? null;
  const [asking, setAsking] = useState(false);
  const next = nextEnd(of);
  if (time === null || of.closedAt !== null || next === null) return null;
  return (
    <>
      <Button
        icon={<FastForwardOutlined />}
        onClick={() => {
          setAsking(true);
        }}
      >
        快进到{dayOf(next.until)}
      </Button>
      {asking && (
        <Passing
          case={of}
          next={next}
          from={time.on}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}

interface NextEnd {
  readonly title: string;
  readonly until: string;
}

/** The wait that ends first by itself; null: none does, and time alone moves nothing. */
function nextEnd({ waits }: Case): NextEnd | null {
  const [first] = waits
    .flatMap(({ title, until }) => (until === null ? [] : [{ title, until }]))
    .sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  return first ?? null;
}

interface PassingProps {
  readonly case: Case;
  readonly next: NextEnd;
  readonly from: string;
  readonly onClose: () => void;
}

function Passing({ case: { id }, next, from, onClose }: PassingProps) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [key] = useState(newKey);
  const pass = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/cases/{id}/demo-time:advance', {
          params: { path: { id }, header: changing(key) },
        }),
      ),
    onSuccess: async (passed) => {
      // Another day: nothing that was read before holds.
      await queries.invalidateQueries();
      void message.success(passedText(passed), 6);
      if (passed.stopped !== null) void message.warning(passed.stopped, 20);
      onClose();
    },
  });
  const on = dayOf(next.until);
  return (
    <Modal
      open
      title={`演示时间：从${from}快进到${on}`}
      okText="快进"
      cancelText="取消"
      confirmLoading={pass.isPending}
      onOk={() => {
        pass.mutate();
      }}
      onCancel={onClose}
    >
      <p>
        “{next.title}
        ”届时期满，这件业务按当天的规定自动继续。日期由办件自己的时间推进，规则和期限与正式环境完全相同。
      </p>
      <p>一同前进的还有：</p>
      <ul>
        <li>其他在办业务：到{on}为止期满的等待，按先后一一到期</li>
        <li>其间各月的缴存扣款、六月三十日的年度结息，当日的违约排查和零余额停缴排查</li>
        <li>各页面和命令行的“今天”、新受理业务的日期，以及模拟的银行和外部系统</li>
      </ul>
      <p>时间只能向前。银行对账和账务核验不随之补做，需要时在“批处理”中发起。</p>
      {pass.isError && <ProblemNote error={pass.error} />}
    </Modal>
  );
}

function passedText({ from, to, waits, runs }: Schemas['DemoAdvance']): string {
  const along = runs.map(({ title, times }) => `${title}${times}次`).join('、');
  return `已从${from}快进到${to}：${waits}项等待期满${along === '' ? '' : `，其间${along}`}。`;
}

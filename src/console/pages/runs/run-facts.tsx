/** Who started, approved and stopped a run, and the digest of its list. */
import { Descriptions, Typography } from 'antd';
import { Instant } from '../../parts/when.tsx';
import { shortDigest } from './run-state.ts';
import type { Run } from './run-queries.ts';

export function RunFacts({ run }: { readonly run: Run }) {
  const { note, startedByName, startedAt, approvedByName, approvedAt, endedAt } = run;
  const { digest, frozenAt, stoppedByName, stoppedAt, approval, resultText } = run;
  return (
    <Descriptions size="small" column={1} className="run-facts">
      <Descriptions.Item label="做什么">{note}</Descriptions.Item>
      <Descriptions.Item label="发起">
        {startedByName}　<Instant at={startedAt} />
      </Descriptions.Item>
      {frozenAt !== null && (
        <Descriptions.Item label="名单冻结">
          <Instant at={frozenAt} />
        </Descriptions.Item>
      )}
      {digest !== null && (
        <Descriptions.Item label="名单摘要">
          <Typography.Text
            className="number"
            copyable={{ text: digest, tooltips: ['复制', '已复制'] }}
          >
            {shortDigest(digest)}
          </Typography.Text>
        </Descriptions.Item>
      )}
      <Descriptions.Item label="批准">
        {approvedByName === null ? (
          approval ? (
            '待另一名主管批准'
          ) : (
            '不须批准'
          )
        ) : (
          <>
            {approvedByName}　{approvedAt !== null && <Instant at={approvedAt} />}
          </>
        )}
      </Descriptions.Item>
      {stoppedByName !== null && (
        <Descriptions.Item label="停止">
          {stoppedByName}　{stoppedAt !== null && <Instant at={stoppedAt} />}
        </Descriptions.Item>
      )}
      {endedAt !== null && (
        <Descriptions.Item label="结束">
          <Instant at={endedAt} />
        </Descriptions.Item>
      )}
      {resultText !== null && <Descriptions.Item label="结果">{resultText}</Descriptions.Item>}
    </Descriptions>
  );
}

/** One proof: the verdict in a sentence, each check with what is broken, by what it is known again. */
import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Alert, Table, type TableColumnsType } from 'antd';
import { Amount } from '../../parts/amount.tsx';
import { Instant } from '../../parts/when.tsx';
import type { Proof, ProofCheck } from './proof-queries.ts';

export function ProofReport({ proof }: { readonly proof: Proof }) {
  return (
    <>
      <Verdict proof={proof} />
      <section aria-labelledby="proof-checks">
        <h2 id="proof-checks">核验项目</h2>
        <Table<ProofCheck>
          size="small"
          aria-label="核验项目"
          rowKey="name"
          columns={COLUMNS}
          dataSource={[...proof.checks].sort(brokenFirst)}
          pagination={false}
          scroll={{ x: 900 }}
        />
      </section>
      <section aria-labelledby="proof-basis">
        <h2 id="proof-basis">核对依据</h2>
        <Basis proof={proof} />
      </section>
    </>
  );
}

function brokenFirst(one: ProofCheck, other: ProofCheck): number {
  return Number(other.ok === false) - Number(one.ok === false);
}

function Verdict({ proof }: { readonly proof: Proof }) {
  const { verdict, verdictTitle, businessOn, endedAt, checks, signatureFits } = proof;
  const wrong = checks.filter(({ ok }) => ok === false);
  const skipped = checks.filter(({ ok }) => ok === null).length;
  if (!signatureFits) {
    return (
      <Alert
        type="error"
        showIcon
        title="签名不相符：这份核验的内容被改动过"
        description="不能作为证明。请立即报告审计，并重新核验。"
      />
    );
  }
  return (
    <Alert
      type={verdict === 'green' ? 'success' : 'error'}
      showIcon
      title={
        <>
          {businessOn}业务日{verdictTitle}
          {wrong.length > 0 && `：${wrong.map(({ title }) => title).join('、')}`}
        </>
      }
      description={
        <>
          完成于 <Instant at={endedAt} />
          ，共{checks.length}项{skipped > 0 && `，其中${skipped}项未核`}；签名相符。
          {verdict === 'red' && ' 扣款、结息等动用资金的批处理已暂停。'}
        </>
      }
    />
  );
}

const COLUMNS: TableColumnsType<ProofCheck> = [
  { title: '项目', width: 200, render: (_, { title }) => <strong>{title}</strong> },
  { title: '结论', width: 110, render: (_, one) => <Result check={one} /> },
  { title: '核验数', width: 110, align: 'right', render: (_, { counted }) => grouped(counted) },
  { title: '核验的内容，或不符的', render: (_, one) => <Detail check={one} /> },
];

function grouped(count: number): string {
  return count.toLocaleString('zh-CN');
}

function Result({ check: { ok } }: { readonly check: ProofCheck }) {
  if (ok === null) {
    return (
      <span className="proof-skipped">
        <MinusCircleOutlined aria-hidden /> 未核
      </span>
    );
  }
  return ok ? (
    <span className="proof-holds">
      <CheckCircleOutlined aria-hidden /> 相符
    </span>
  ) : (
    <span className="proof-broken">
      <CloseCircleOutlined aria-hidden /> 不符
    </span>
  );
}

function Detail({ check }: { readonly check: ProofCheck }) {
  const { ok, note, names, broken, brokenCount, skippedText } = check;
  if (ok !== false) {
    return (
      <span className="quiet">
        {note}
        {skippedText !== null && `（${skippedText}）`}
      </span>
    );
  }
  return (
    <>
      <p className="tight">
        {names}：<span className="number">{broken.join('、')}</span>
        {brokenCount > broken.length && `，等${grouped(brokenCount)}项`}
      </p>
      <span className="quiet">{note}</span>
    </>
  );
}

function Basis({ proof }: { readonly proof: Proof }) {
  const { lastJournal, head, chainHead, bank, signature, keyFingerprint } = proof;
  return (
    <dl className="proof-basis">
      <dt>最后凭证号</dt>
      <dd className="number">{lastJournal}</dd>
      {bank && (
        <>
          <dt>银行（{bank.day}）</dt>
          <dd>
            期末余额 <Amount of={bank.closing} />
            元，银行存款科目 <Amount of={bank.book} />元
          </dd>
        </>
      )}
      <dt>总账摘要</dt>
      <dd className="number">{head}</dd>
      <dt>留痕链头</dt>
      <dd className="number">{chainHead ? `第${chainHead.seq}条 ${chainHead.mac}` : '尚无留痕'}</dd>
      <dt>签名</dt>
      <dd className="number">{signature}</dd>
      <dt>签名公钥摘要</dt>
      <dd className="number">{keyFingerprint}</dd>
    </dl>
  );
}

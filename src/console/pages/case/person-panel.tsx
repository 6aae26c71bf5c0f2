/** The applicant, or whom the case is about: masked, and in full for a reason, for a minute. */
import { Button } from 'antd';
import { useState } from 'react';
import { valueText } from '../../../cases/wording-forms.ts';
import { api, read, type Schemas } from '../../api/client.ts';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { ShownBriefly } from '../../parts/shown-briefly.tsx';
import type { Case } from './case-data.ts';

type Revealed = Schemas['RevealedPerson'];

const SHOWN_SECONDS = 60;

export function PersonPanel({ case: of }: { readonly case: Case }) {
  const { person, personTitle } = of;
  const [asking, setAsking] = useState(false);
  const [whole, setWhole] = useState<Revealed | null>(null);
  const reveal = async (reason: string) => {
    setWhole(
      await read(
        api.POST('/api/v1/cases/{id}:reveal', {
          params: { path: { id: of.id } },
          body: { reason },
        }),
      ),
    );
  };
  const hide = () => {
    setWhole(null);
  };
  return (
    <section className="case-panel" aria-labelledby="applicant">
      <div className="case-panel-head">
        <h2 id="applicant">{personTitle}</h2>
        {!person.destroyed && whole === null && (
          <Button
            size="small"
            className="no-print"
            onClick={() => {
              setAsking(true);
            }}
          >
            查看完整信息
          </Button>
        )}
      </div>
      {whole === null ? <Masked case={of} /> : <Whole whole={whole} onHide={hide} />}
      <ReasonDialog
        open={asking}
        title="查看完整个人信息"
        preview={`完整信息显示${SHOWN_SECONDS}秒后自动隐藏；查看人和事由记入留痕。`}
        okText="查看"
        onSubmit={reveal}
        onClose={() => {
          setAsking(false);
        }}
      />
    </section>
  );
}

function Masked({ case: { person } }: { readonly case: Case }) {
  if (person.destroyed) return <p className="empty-line">个人信息已按规定删除。</p>;
  return (
    <dl className="case-facts">
      <dt>姓名</dt>
      <dd>{person.name ?? '—'}</dd>
      <dt>证件</dt>
      <dd>
        {valueText('/document/type', person.documentType)}
        <br />
        <span className="number">{person.documentNumber ?? '—'}</span>
      </dd>
    </dl>
  );
}

interface WholeProps {
  readonly whole: Revealed;
  readonly onHide: () => void;
}

function Whole({ whole, onHide }: WholeProps) {
  const { name, bornOn, sex, phone, address, documents } = whole;
  return (
    <ShownBriefly seconds={SHOWN_SECONDS} onHide={onHide}>
      <dl className="case-facts">
        <dt>姓名</dt>
        <dd>{name}</dd>
        <dt>性别</dt>
        <dd>{valueText('/sex', sex)}</dd>
        <dt>出生日期</dt>
        <dd>{bornOn ?? '—'}</dd>
        {documents.map(({ type, number, validUntil }) => (
          <DocumentFact key={number} type={type} number={number} validUntil={validUntil} />
        ))}
        <dt>手机号码</dt>
        <dd>{phone ?? '—'}</dd>
        <dt>居住地址</dt>
        <dd>{address ?? '—'}</dd>
      </dl>
    </ShownBriefly>
  );
}

function DocumentFact({ type, number, validUntil }: Revealed['documents'][number]) {
  return (
    <>
      <dt>{valueText('/document/type', type)}</dt>
      <dd>
        <span className="number">{number}</span>
        {validUntil !== null && <span className="quiet"> 有效期至{validUntil}</span>}
      </dd>
    </>
  );
}

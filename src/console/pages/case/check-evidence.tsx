/** What was asked and answered, as it came: for a reason, for a while, as text and nothing else. */
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { api, read, type Schemas } from '../../api/client.ts';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { ShownBriefly } from '../../parts/shown-briefly.tsx';

type Revealed = Schemas['RevealedCheck'];

const SHOWN_SECONDS = 180;

interface Props {
  readonly caseId: string;
  readonly check: Schemas['Check'];
}

export function CheckEvidence({ caseId, check: { id, systemTitle } }: Props) {
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState<Revealed | null>(null);
  const reveal = async (reason: string) => {
    const params = { path: { id: caseId, checkId: id } };
    setTold(
      await read(
        api.POST('/api/v1/cases/{id}/checks/{checkId}:reveal', { params, body: { reason } }),
      ),
    );
  };
  return (
    <>
      {told === null ? (
        <Button
          size="small"
          className="no-print"
          onClick={() => {
            setAsking(true);
          }}
        >
          查看答复原文
        </Button>
      ) : (
        <ShownBriefly
          seconds={SHOWN_SECONDS}
          onHide={() => {
            setTold(null);
          }}
        >
          <Evidence told={told} title={`${systemTitle}的查询和答复原文`} />
        </ShownBriefly>
      )}
      <ReasonDialog
        open={asking}
        title={`查看答复原文：${systemTitle}`}
        preview={`原文含未遮盖的个人信息，显示${SHOWN_SECONDS}秒后自动隐藏；查看人和事由记入留痕。`}
        okText="查看"
        onSubmit={reveal}
        onClose={() => {
          setAsking(false);
        }}
      />
    </>
  );
}

function Evidence({ told, title }: { readonly told: Revealed; readonly title: string }) {
  return (
    <>
      <p className="tight" role="status">
        <Tag color={told.intact ? 'success' : 'error'}>
          {told.intact ? '与答复摘要一致' : '与答复摘要不一致，请报告运维人员'}
        </Tag>
      </p>
      <pre className="evidence" tabIndex={0} aria-label={title}>
        {told.text}
      </pre>
    </>
  );
}

/** What was asked and answered, as it came: for a reason, for a while, as text and nothing else. */
import { Tag } from 'antd';
import { api, read, type Schemas } from '../../api/client.ts';
import { ForAReason } from '../../parts/for-a-reason.tsx';

type Revealed = Schemas['RevealedCheck'];

interface Props {
  readonly caseId: string;
  readonly check: Schemas['Check'];
}

export function CheckEvidence({ caseId, check: { id, systemTitle } }: Props) {
  return (
    <ForAReason
      button="查看答复原文"
      title={`查看答复原文：${systemTitle}`}
      preview="将显示含未遮盖个人信息的原文"
      reveal={(reason) => {
        const params = { path: { id: caseId, checkId: id } };
        return read(
          api.POST('/api/v1/cases/{id}/checks/{checkId}:reveal', { params, body: { reason } }),
        );
      }}
    >
      {(told) => <Evidence told={told} title={`${systemTitle}的查询和答复原文`} />}
    </ForAReason>
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

/** Signing: the agreement to be read in place, and what shows that it was signed. */
import { Alert } from 'antd';
import { FormFields } from '../../../forms/form-fields.tsx';
import { Day } from '../../../parts/when.tsx';
import { useDocuments } from '../case-data.ts';
import { DocumentSheet } from '../document-sheet.tsx';
import type { ActBodyProps } from './act-form.ts';

/** What is read and signed: the agreement, or what changes it. */
const SIGNED: ReadonlySet<string> = new Set(['agreement', 'take-up-agreement', 'amendment']);

export function SignBody({ case: of, form, without }: ActBodyProps) {
  const documents = useDocuments(of.id);
  const paper = documents.data?.find(({ kind }) => SIGNED.has(kind));
  const { agreement } = of;
  return (
    <div className="beside">
      <div>
        {paper === undefined ? (
          <p className="empty-line">{documents.isPending ? '正在读取协议…' : '没有找到协议。'}</p>
        ) : (
          <DocumentSheet caseId={of.id} document={paper} signing={agreement?.hash ?? null} />
        )}
      </div>
      <div className="beside-form">
        {agreement !== null && (
          <dl className="case-facts gap-below">
            <dt>签署期限</dt>
            <dd>
              <Day on={agreement.signBy} />
              （含当日）
            </dd>
            <dt>协议摘要</dt>
            <dd className="mono">{agreement.hash}</dd>
          </dl>
        )}
        <Alert
          className="gap-below"
          type="info"
          title="请先打印协议，逐条提示并说明标有“重点条款”的内容，由申请人阅读后签署。"
        />
        <FormFields form={form} without={without} />
      </div>
    </div>
  );
}

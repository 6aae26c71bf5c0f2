/** A printed document read in place: the very text of its print, on a sheet, with its codes. */
import { useQuery } from '@tanstack/react-query';
import { CheckCircleOutlined, PrinterOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { api, read, type Schemas } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { DocumentBlock } from './document-block.tsx';
import './document-sheet.css';

interface Props {
  readonly caseId: string;
  readonly document: Schemas['Document'];
  /** The hash that is about to be signed; null: only to be read. */
  readonly signing: string | null;
}

export function DocumentSheet({ caseId, document, signing }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ['document', caseId, document.id],
    // Every reading leaves a line in the trail: it is read once, when it is opened.
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () =>
      read(
        api.GET('/api/v1/cases/{id}/documents/{documentId}', {
          params: { path: { id: caseId, documentId: document.id } },
        }),
      ),
  });
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data) return <p role="status">正在读取文书…</p>;
  return (
    <>
      <div className="sheet-tools">
        <Button icon={<PrinterOutlined />} href={document.href} target="_blank" rel="noreferrer">
          打开 PDF 打印
        </Button>
        {signing !== null && <SameHash signing={signing} shown={data.signingHash} />}
      </div>
      <Sheet content={data} />
    </>
  );
}

/** What is read is what is signed, or says that it is not. */
function SameHash({ signing, shown }: { readonly signing: string; readonly shown: string | null }) {
  if (signing === shown) {
    return (
      <span className="same-hash">
        <CheckCircleOutlined aria-hidden /> 所示协议与待签协议一致
      </span>
    );
  }
  return <Alert type="error" showIcon title="所示协议不是待签的协议，请关闭后重新打开。" />;
}

function Sheet({ content }: { readonly content: Schemas['DocumentContent'] }) {
  const { title, centerName, number, blocks, code, contentHash, signingHash } = content;
  return (
    <article className="sheet" aria-label={`${title} ${number}`} tabIndex={0}>
      <p className="sheet-center">{centerName}</p>
      <p className="sheet-number">文书编号　{number}</p>
      <h3 className="sheet-title">{title}</h3>
      {blocks.map((block, n) => (
        // The text of a document never changes: its n-th block stays the n-th.
        <DocumentBlock key={n} block={block} />
      ))}
      <footer className="sheet-foot">
        <p className="tight">
          核验码 <span className="number">{code}</span>
        </p>
        <p className="tight mono">内容摘要（SHA-256）{contentHash}</p>
        {signingHash !== null && <p className="tight mono">签署摘要（SHA-256）{signingHash}</p>}
      </footer>
    </article>
  );
}

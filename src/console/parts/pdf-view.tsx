/** A printed document in place, by the browser's own viewer; printing and another window beside it. */
import { ExportOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useRef } from 'react';
import './pdf-view.css';

interface Props {
  /** Address of the PDF at our own API; null: nothing is shown. */
  readonly href: string | null;
  readonly title: string;
  readonly onClose: () => void;
}

/** Opening it reads the document, which leaves a line in the trail. */
export function PdfView({ href, title, onClose }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  return (
    <Modal
      open={href !== null}
      title={title}
      width="min(980px, 94vw)"
      className="pdf-view"
      onCancel={onClose}
      destroyOnHidden
      footer={
        <>
          <Button
            type="primary"
            icon={<PrinterOutlined aria-hidden />}
            onClick={() => {
              frame.current?.contentWindow?.print();
            }}
          >
            打印
          </Button>
          <Button
            icon={<ExportOutlined aria-hidden />}
            href={href ?? ''}
            target="_blank"
            rel="noreferrer"
          >
            在新窗口打开
          </Button>
          <Button onClick={onClose}>关闭</Button>
        </>
      }
    >
      {href !== null && <iframe ref={frame} src={href} title={title} className="pdf-frame" />}
    </Modal>
  );
}

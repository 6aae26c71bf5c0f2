/** The end of the form, and the question before something incomplete is sent. */
import { Modal } from 'antd';
import { SubmitRow } from '../submit-row.tsx';
import type { OpeningView } from './opening-view.ts';

interface BarProps {
  readonly pending: boolean;
  readonly disabled: boolean;
  readonly view: OpeningView | null;
}

export function SendBar({ pending, disabled, view }: BarProps) {
  const missing = view?.missing.length ?? 0;
  return (
    <SubmitRow
      pending={pending}
      unknown={disabled}
      against={missing > 0 ? `还缺${String(missing)}项，见右侧` : null}
      note="Enter 到下一栏，Shift+Enter 到上一栏，Ctrl+Enter 提交"
    />
  );
}

interface ConfirmProps {
  /** 开户, 转换 */
  readonly act: string;
  readonly open: boolean;
  readonly view: OpeningView;
  readonly onSend: () => void;
  readonly onBack: () => void;
}

/** Everybody may apply and get a decision; but nobody sends an incomplete form unawares. */
export function Confirm({
  act,
  open,
  view: { missing, refusals, figures },
  onSend,
  onBack,
}: ConfirmProps) {
  const refused = refusals.length > 0;
  return (
    <Modal
      open={open}
      title={refused ? `按现有内容不能${act}，仍要提交？` : `还缺${missing.length}项，仍要提交？`}
      okText="仍然提交"
      cancelText="回去补填"
      onOk={onSend}
      onCancel={onBack}
      destroyOnHidden
    >
      {refused && (
        <>
          <p className="tight">申请人坚持申请的，中心依法作出书面决定，写明理由和依据：</p>
          <ul>
            {refusals.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p className="tight">
            提交后出具一次性补正告知书，申请人须在{figures.supplementDays}日内补齐：
          </p>
          <ul>
            {missing.map(({ code, name }) => (
              <li key={code}>{name}</li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}

/** An act is done here: its form, what stands against it, and what changed since it was opened. */
import { App, Drawer } from 'antd';
import { useState } from 'react';
import { CASE_FORMS } from '../../../forms/index.ts';
import { ActForm } from './act-form.tsx';
import type { Action } from './action-bar.tsx';
import { actFormOf } from './acts/registry.ts';
import { WholeFirst } from './acts/whole-first.tsx';
import type { Case } from './case-data.ts';

interface Props {
  readonly case: Case;
  readonly action: Action;
  readonly onClose: () => void;
}

const NARROW = 560;
const WIDE = 1080;

export function ActDrawer({ case: of, action, onClose }: Props) {
  const { modal } = App.useApp();
  const [isDirty, setDirty] = useState(false);
  const [whole, setWhole] = useState<{ readonly application: unknown } | null>(null);
  const entry = actFormOf(of.type, action.action);
  const schema = CASE_FORMS[of.type]?.actions[action.action];
  const close = () => {
    if (!isDirty) {
      onClose();
      return;
    }
    modal.confirm({
      title: '放弃已填写的内容？',
      content: '关闭后，填写的内容不再保留。',
      okText: '放弃',
      cancelText: '继续填写',
      onOk: onClose,
    });
  };
  return (
    <Drawer
      open
      title={`${action.title} · ${of.number}`}
      size={entry.wide === true ? WIDE : NARROW}
      onClose={close}
      mask={{ closable: false }}
      destroyOnHidden
      className="act-drawer"
    >
      {schema === undefined && <p>本页不能办理“{action.title}”，请刷新后重试。</p>}
      {schema !== undefined && entry.whole === true && whole === null && (
        <WholeFirst case={of} action={action} onRead={setWhole} />
      )}
      {schema !== undefined && (entry.whole !== true || whole !== null) && (
        <ActForm
          case={of}
          action={action}
          schema={schema}
          entry={entry}
          application={whole?.application}
          onDirty={setDirty}
          onClose={onClose}
          onGiveUp={close}
        />
      )}
    </Drawer>
  );
}

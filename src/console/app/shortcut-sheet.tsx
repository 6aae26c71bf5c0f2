/** `?`: what every key does on this page. */
import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { listenForShortcuts, shortcutsNow, useShortcut } from './shortcuts.ts';

export function ShortcutSheet() {
  const [open, setOpen] = useState(false);
  useEffect(listenForShortcuts, []);
  useShortcut('?', '本页快捷键', () => {
    setOpen(true);
  });
  return (
    <Modal
      open={open}
      title="快捷键"
      footer={null}
      onCancel={() => {
        setOpen(false);
      }}
    >
      <dl className="shortcuts">
        {open &&
          shortcutsNow().map(({ key, title }) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{title}</dd>
            </div>
          ))}
      </dl>
    </Modal>
  );
}

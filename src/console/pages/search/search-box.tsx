/**
 * One search box on every page, by `/`. What is typed goes in the body of a POST and nowhere else:
 * not into the address, not into a cache.
 */
import { SearchOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Input, Modal, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { api, read } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { FIELD_TITLES, whatIsIt, type Asked } from './what-is-it.ts';
import { SearchResults } from './search-results.tsx';

export function SearchBox() {
  const me = useMe();
  return hasRole(me, 'clerk', 'reviewer', 'approver', 'supervisor', 'auditor') ? <Box /> : null;
}

function search({ field, text }: Asked) {
  return read(api.POST('/api/v1/cases:search', { body: { [field]: text } }));
}

function Box() {
  const input = useRef<InputRef>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useMutation({ mutationFn: search, gcTime: 0 });
  useShortcut('/', '查找办件或办理人', () => {
    input.current?.focus({ cursor: 'all' });
  });
  const close = () => {
    setAsked(null);
    setText('');
    found.reset();
  };
  const submit = () => {
    const question = whatIsIt(text);
    if (question === null) return;
    setAsked(question);
    found.mutate(question);
  };
  return (
    <search className="search">
      <Input
        ref={input}
        value={text}
        aria-label="查找：办件编号、账号、证件号码、姓名或手机号码"
        aria-keyshortcuts="/"
        placeholder="编号、账号、证件号、姓名、手机"
        prefix={<SearchOutlined aria-hidden />}
        suffix={<kbd aria-hidden>/</kbd>}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        onChange={({ target }) => {
          setText(target.value);
        }}
        onPressEnter={submit}
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur();
        }}
      />
      <Modal
        open={asked !== null}
        title={asked ? `按${FIELD_TITLES[asked.field]}查找的结果` : ''}
        footer={null}
        width={720}
        onCancel={close}
        destroyOnHidden
      >
        <SearchResults found={found} onLeave={close} />
      </Modal>
    </search>
  );
}

/** Notes of the staff; what is being typed stays whatever moves around it. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { api, changing, newKey, read } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { OFFICE } from '../../app/page-entry.ts';
import { useNotes } from './case-data.ts';

export function Notes({ id }: { readonly id: string }) {
  const me = useMe();
  const { data, error, refetch } = useNotes(id);
  return (
    <section className="case-panel no-print" aria-labelledby="notes">
      <h2 id="notes">备注</h2>
      {error && <ProblemNote error={error} onRepeat={() => void refetch()} />}
      {data?.length === 0 && <p className="empty-line">还没有备注。</p>}
      <ul className="note-list">
        {data?.toReversed().map(({ id: note, authorName, at, text }) => (
          <li key={note}>
            <p className="tight note-text">{text}</p>
            <p className="tight quiet">
              {authorName} <Instant at={at} />
            </p>
          </li>
        ))}
      </ul>
      {hasRole(me, ...OFFICE) && <AddNote id={id} />}
    </section>
  );
}

function AddNote({ id }: { readonly id: string }) {
  const { text, setText, send, pending, error } = useNewNote(id);
  return (
    <form
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label className="for-readers" htmlFor="new-note">
        新备注
      </label>
      <Input.TextArea
        id="new-note"
        placeholder="写一条备注（Ctrl+Enter 保存）"
        rows={2}
        maxLength={2_000}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <Button
        size="small"
        htmlType="submit"
        loading={pending}
        disabled={text.trim() === ''}
        className="note-button"
      >
        保存备注
      </Button>
      {error !== null && <ProblemNote error={error} onRepeat={() => void send()} />}
    </form>
  );
}

function useNewNote(id: string) {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const tried = useRef({ key: newKey(), text: '' });
  const send = async () => {
    if (text.trim() === '' || pending) return;
    if (tried.current.text !== text) tried.current = { key: newKey(), text };
    setPending(true);
    setError(null);
    try {
      const header = changing(tried.current.key);
      const params = { path: { id }, header };
      await read(api.POST('/api/v1/cases/{id}/notes', { params, body: { text } }));
      // What was typed meanwhile is another note.
      setText((now) => (now === text ? '' : now));
      tried.current = { key: newKey(), text: '' };
      await queries.invalidateQueries({ queryKey: ['case', id] });
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  return { text, setText, send, pending, error };
}

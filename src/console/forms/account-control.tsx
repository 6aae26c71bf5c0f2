/** An account, named by the printed number people know it by; what is sent is its opaque id. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { tidyText } from '../../forms/fields.ts';
import { api, problemOf, read } from '../api/client.ts';
import { findAccountId } from '../api/find-account.ts';
import { told, type ControlProps } from './control-props.ts';

export function AccountControl(props: ControlProps) {
  const { value, onChange, onLeave } = props;
  const id = typeof value === 'string' && value !== '' ? value : null;
  const named = useQuery({
    queryKey: ['account', id, undefined],
    enabled: id !== null,
    queryFn: () => read(api.GET('/api/v1/accounts/{id}', { params: { path: { id: id ?? '' } } })),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (number: string) => {
    const found = await lookUp(number);
    setProblem(found.problem);
    if (found.id === null) return;
    setTyped(null);
    onChange(found.id);
  };
  const kept = id === null ? undefined : named.data;
  return (
    <>
      <Input
        {...told(props)}
        value={typed ?? kept?.number ?? ''}
        autoComplete="off"
        spellCheck={false}
        placeholder="20位个人账号"
        onChange={({ target }) => {
          setTyped(target.value);
          setProblem(null);
          if (id !== null) onChange(undefined);
        }}
        onBlur={() => {
          onLeave();
          const number = tidyText(typed ?? '').replaceAll(' ', '');
          if (number !== '') void look(number);
        }}
      />
      <span role="status" className={problem === null ? 'quiet' : 'field-error'}>
        {problem ??
          (kept &&
            `${kept.person.name ?? '—'} · 账户${kept.stateTitle} · 协议${kept.agreement?.stateTitle ?? '无'}`)}
      </span>
    </>
  );
}

async function lookUp(
  number: string,
): Promise<{ readonly id: string | null; readonly problem: string | null }> {
  try {
    const id = await findAccountId(number);
    return { id, problem: id === null ? '没有找到这个账号' : null };
  } catch (error) {
    return { id: null, problem: problemOf(error).title };
  }
}

/** A case, named by the printed number people know it by. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { tidyText } from '../../forms/fields.ts';
import { api, problemOf, read, type Schemas } from '../api/client.ts';
import { told, type ControlProps } from './control-props.ts';

export function CaseControl(props: ControlProps) {
  const { value, onChange, onLeave } = props;
  const id = typeof value === 'string' && value !== '' ? value : null;
  const named = useQuery({
    queryKey: ['case', id],
    enabled: id !== null,
    queryFn: () => read(api.GET('/api/v1/cases/{id}', { params: { path: { id: id ?? '' } } })),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (number: string) => {
    const found = await findByNumber(number);
    setProblem(typeof found === 'string' ? found : null);
    if (typeof found === 'string') return;
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
        placeholder="如 K202611230000001"
        onChange={({ target }) => {
          setTyped(target.value);
          setProblem(null);
          if (id !== null) onChange(undefined);
        }}
        onBlur={() => {
          onLeave();
          const number = tidyText(typed ?? '');
          if (number !== '') void look(number);
        }}
      />
      <span role="status" className={problem === null ? 'quiet' : 'field-error'}>
        {problem ??
          (kept && `${kept.typeTitle} · ${kept.person.name ?? '—'} · ${kept.stage.title}`)}
      </span>
    </>
  );
}

/** @returns the case, or a sentence when there is no such one */
async function findByNumber(number: string): Promise<Schemas['CaseHead'] | string> {
  try {
    const { items } = await read(api.POST('/api/v1/cases:search', { body: { number } }));
    return items[0] ?? '没有找到这个编号的业务';
  } catch (error) {
    return problemOf(error).title;
  }
}

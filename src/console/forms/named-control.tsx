/** A thing named by the printed number people know it by: an account or a case; sent is its opaque id. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { tidyText } from '../../forms/fields.ts';
import { problemOf } from '../api/client.ts';
import { told, type ControlProps } from './control-props.ts';
import type { LookUp } from './look-ups.ts';

interface NamedControlProps extends ControlProps {
  readonly lookUp: LookUp;
}

export function NamedControl({ lookUp, ...props }: NamedControlProps) {
  const { value, onChange, onLeave } = props;
  const id = typeof value === 'string' && value !== '' ? value : null;
  const { data: kept } = useQuery({
    queryKey: lookUp.queryKey(id),
    enabled: id !== null,
    queryFn: () => lookUp.show(id ?? ''),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = async (number: string) => {
    const found = await findBy(lookUp, number);
    setProblem(found.problem);
    if (found.id === null) return;
    setTyped(null);
    onChange(found.id);
  };
  return (
    <>
      <Input
        {...told(props)}
        value={typed ?? kept?.number ?? ''}
        autoComplete="off"
        spellCheck={false}
        placeholder={lookUp.placeholder}
        onChange={({ target }) => {
          setTyped(target.value);
          setProblem(null);
          if (id !== null) onChange(undefined);
        }}
        onBlur={() => {
          onLeave();
          const number = tidyText(typed ?? '').replace(/\s/g, '');
          if (number !== '') void look(number);
        }}
      />
      <span role="status" className={problem === null ? 'quiet' : 'field-error'}>
        {problem ?? kept?.words}
      </span>
    </>
  );
}

/** What was found, or a sentence when there is nothing. */
async function findBy(
  { find, notFound }: LookUp,
  number: string,
): Promise<{ readonly id: string | null; readonly problem: string | null }> {
  try {
    const id = await find(number);
    return { id, problem: id === null ? notFound : null };
  } catch (error) {
    return { id: null, problem: problemOf(error).title };
  }
}

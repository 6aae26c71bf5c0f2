/** 提出改期: the grounds that this wait may be moved for, and the one day that the ground asks for. */
import { useEffect } from 'react';
import { OneField } from '../../../forms/form-fields.tsx';
import type { Field } from '../../../forms/fields.ts';
import { valueAt } from '../../../forms/values.ts';
import type { Schemas } from '../../../api/client.ts';
import { Day } from '../../../parts/when.tsx';
import { useWaitMoves } from '../case-data.ts';
import type { ActBodyProps } from './act-form.ts';

type Movable = NonNullable<Schemas['WaitMoves']['movable']>;

export function AskMoveBody({ case: of, form }: ActBodyProps) {
  const movable = useWaitMoves(of.id).data?.movable ?? null;
  const { field, set } = form;
  const ground = valueAt(form.value, ['moveGround']);
  // A day of the seal or a day of the wait, never both: what the other ground asked for is not sent.
  const isSeal = movable?.sealedOn != null && ground === 'corrected-date';
  const unasked = isSeal ? 'toOn' : 'correctedOn';
  const isLeft = valueAt(form.value, [unasked]) !== undefined;
  useEffect(() => {
    if (isLeft) set([unasked], undefined);
  });
  if (field.kind !== 'group' || movable === null) return null;
  return (
    <>
      <Standing movable={movable} isSeal={isSeal} ground={ground} />
      {field.fields
        .filter(({ name }) => name !== unasked)
        .map(({ name, field: inner }) => (
          <OneField
            key={name}
            form={form}
            field={name === 'moveGround' ? onlyFor(inner, movable) : inner}
            path={[name]}
          />
        ))}
    </>
  );
}

function onlyFor(field: Field, { grounds }: Movable): Field {
  if (field.kind !== 'choice') return field;
  const choices = field.choices.filter(({ value }) =>
    grounds.some(({ ground }) => ground === value),
  );
  return { ...field, choices };
}

interface StandingProps {
  readonly movable: Movable;
  readonly isSeal: boolean;
  readonly ground: unknown;
}

/** What stands now, and what the document is. */
function Standing({ movable, isSeal, ground }: StandingProps) {
  const { lastOn, sealedOn, grounds } = movable;
  const document = grounds.find((one) => one.ground === ground)?.document;
  return (
    <p className="quiet">
      现在的期限至 <Day on={lastOn} />
      {isSeal && sealedOn !== null && (
        <>
          ，登记的封存日期 <Day on={sealedOn} />
        </>
      )}
      。{document !== undefined && `文书：${document}。`}
    </p>
  );
}

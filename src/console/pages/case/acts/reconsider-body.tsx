/** 人工复议: why it was refused, what it rested on; facts that were wrong are corrected here. */
import { Button } from 'antd';
import { useState } from 'react';
import { FormFields, OneField } from '../../../forms/form-fields.tsx';
import { CheckList } from '../check-list.tsx';
import { LastDecision } from '../decision-list.tsx';
import { WholeFirst } from './whole-first.tsx';
import type { ActBodyProps } from './act-form.ts';

const APPLICATION = '/application';

export function ReconsiderBody({ case: of, form, without }: ActBodyProps) {
  const [isOpening, setOpening] = useState(false);
  const { field, value } = form;
  const inner =
    field.kind === 'group' ? field.fields.find(({ name }) => name === 'application') : undefined;
  const isOpen = typeof value === 'object' && value !== null && 'application' in value;
  return (
    <>
      <div className="beside">
        <div>
          <h3>核查答复</h3>
          <CheckList case={of} brief />
          <h3>原认定的条件</h3>
          <LastDecision case={of} />
        </div>
        <div className="beside-form">
          <FormFields form={form} without={new Set([...without, APPLICATION])} />
          {!isOpen && !isOpening && (
            <Button
              onClick={() => {
                setOpening(true);
              }}
            >
              申请表有误，打开更正
            </Button>
          )}
        </div>
      </div>
      {isOpening && !isOpen && (
        <WholeFirst
          case={of}
          action={{ title: '人工复议' }}
          onRead={({ application }) => {
            form.set(['application'], application);
          }}
        />
      )}
      {isOpen && inner && (
        <div className="application-fields">
          <OneField form={form} field={inner.field} path={['application']} />
        </div>
      )}
    </>
  );
}

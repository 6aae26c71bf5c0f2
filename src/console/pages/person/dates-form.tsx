/** The facts of the calculator: person, account, what stands in the way, deadlines that began. */
import { Button, Checkbox, Form, Input, Radio, Select, type FormInstance } from 'antd';
import { useState } from 'react';
import { DOCUMENT_TYPES, DOCUMENT_TYPE_NAMES } from '../../../domain/vocabulary.ts';
import { WITHDRAWAL_CASES } from '../../../policy/withdrawal-reasons.ts';
import { DayInput } from './day-input.tsx';
import { readBirth, type FormValues } from './told-facts.ts';

interface Props {
  readonly form: FormInstance<FormValues>;
  readonly pending: boolean;
  readonly onSubmit: (values: FormValues) => void;
  readonly onClear: () => void;
}

export function DatesForm({ form, pending, onSubmit, onClear }: Props) {
  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      size="middle"
      className="dates-form"
      aria-label="测算所依据的事实"
      initialValues={{ account: 'none', state: 'normal' }}
      onFinish={onSubmit}
      scrollToFirstError
    >
      <PersonFields form={form} />
      <AccountFields />
      <ObstacleFields />
      <BeganFields />
      <div className="dates-tools">
        <Button type="primary" htmlType="submit" loading={pending}>
          测算
        </Button>
        <Button onClick={onClear}>清空</Button>
        <span className="quiet">所填内容不留存。</span>
      </div>
    </Form>
  );
}

function PersonFields({ form }: Pick<Props, 'form'>) {
  const [found, setFound] = useState(false);
  return (
    <fieldset>
      <legend>本人</legend>
      <Form.Item
        label="证件号码"
        htmlFor="dates-document"
        extra={
          <span role="status">
            {found ? '已取出生日期和性别。' : '只用来取出生日期和性别，不发送。'}
          </span>
        }
      >
        <Input
          id="dates-document"
          autoComplete="off"
          spellCheck={false}
          maxLength={30}
          onChange={({ target }) => {
            const birth = readBirth(target.value);
            setFound(birth !== null);
            if (birth) form.setFieldsValue(birth);
          }}
        />
      </Form.Item>
      <div className="pair">
        <Form.Item name="bornOn" label="出生日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="sex" label="性别">
          <Radio.Group
            options={[
              { value: 'M', label: '男' },
              { value: 'F', label: '女' },
            ]}
          />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="retirementBase" label="原法定退休年龄">
          <Select
            allowClear
            placeholder="按规定"
            options={[50, 55, 60].map((value) => ({ value, label: `${value}周岁` }))}
          />
        </Form.Item>
        <Form.Item name="drawsPension" valuePropName="checked" label="基本养老金">
          <Checkbox>已领取</Checkbox>
        </Form.Item>
        <BestDocument />
      </div>
    </fieldset>
  );
}

/** A passport alone is not enough to join. */
function BestDocument() {
  return (
    <Form.Item name="documentType" label="证件类型">
      <Select
        allowClear
        placeholder="不限"
        options={DOCUMENT_TYPES.map((value) => ({
          value,
          label: DOCUMENT_TYPE_NAMES[value],
        }))}
      />
    </Form.Item>
  );
}

function AccountFields() {
  const source = Form.useWatch<FormValues['account']>('account');
  return (
    <fieldset>
      <legend>账户</legend>
      <Form.Item name="account" label="有没有账户">
        <Radio.Group
          options={[
            { value: 'none', label: '没有' },
            { value: 'unit', label: '单位缴存' },
            { value: 'flexible', label: '灵活就业缴存' },
          ]}
        />
      </Form.Item>
      {(source === 'unit' || source === 'flexible') && <OneAccount source={source} />}
    </fieldset>
  );
}

function OneAccount({ source }: { readonly source: 'unit' | 'flexible' }) {
  const state = Form.useWatch<FormValues['state']>('state');
  return (
    <>
      <div className="pair">
        <Form.Item name="state" label="账户状态">
          <Radio.Group
            options={[
              { value: 'normal', label: '正常' },
              { value: 'sealed', label: '已封存' },
            ]}
          />
        </Form.Item>
        {state === 'sealed' && (
          <Form.Item name="sealedOn" label="封存日期">
            <DayInput />
          </Form.Item>
        )}
      </div>
      {source === 'flexible' && (
        <Form.Item
          name="employeeSealedOn"
          label="单位缴存部分的封存日期"
          extra="由单位职工转来的才有"
        >
          <DayInput />
        </Form.Item>
      )}
      <div className="pair">
        <Form.Item name="paidTo" label="缴至年月">
          <DayInput of="month" />
        </Form.Item>
        <Form.Item name="activatedIn" label="启用年月" extra="从未缴存的填">
          <DayInput of="month" />
        </Form.Item>
        <Form.Item
          name="employedFrom"
          label="单位首次缴存月份"
          extra="灵活就业账户将由单位接续的填"
        >
          <DayInput of="month" />
        </Form.Item>
        <Form.Item name="employeeBalance" label="单位缴存部分余额">
          <Input suffix="元" autoComplete="off" maxLength={16} />
        </Form.Item>
        <Form.Item name="flexibleBalance" label="灵活就业部分余额">
          <Input suffix="元" autoComplete="off" maxLength={16} />
        </Form.Item>
        <Form.Item name="continuousMonths" label="已连续缴存" extra="租房提取要求的月数">
          <Input suffix="个月" autoComplete="off" inputMode="numeric" maxLength={4} />
        </Form.Item>
      </div>
      <Withdrew />
    </>
  );
}

/** The cases that have a gap between two of them. */
const WITHDREW = ['rent', 'loan-repayment', 'property-fee'] as const;

/** When it was drawn on last, for the cases that may not be repeated at once. */
function Withdrew() {
  return (
    <details className="gap-below">
      <summary>提取过的，上次是哪一天</summary>
      <div className="pair">
        {WITHDREW.map((reason) => (
          <Form.Item
            key={reason}
            name={['withdrew', reason]}
            label={WITHDRAWAL_CASES[reason].title}
          >
            <DayInput />
          </Form.Item>
        ))}
      </div>
    </details>
  );
}

const OBSTACLES = [
  { value: 'openLoan', label: '有未结清的公积金贷款' },
  { value: 'guarantee', label: '负有担保责任' },
  { value: 'hold', label: '账户被冻结' },
  { value: 'ban', label: '在违规限制期内' },
  { value: 'caseInFlight', label: '有其他业务在办' },
];

function ObstacleFields() {
  const stands = Form.useWatch<FormValues['obstacles']>('obstacles');
  return (
    <fieldset>
      <legend>其他情形</legend>
      <Form.Item name="obstacles" label="有下列情形的请勾选">
        <Checkbox.Group options={OBSTACLES} />
      </Form.Item>
      {stands?.includes('ban') === true && (
        <Form.Item name="banUntil" label="限制期的最后一日">
          <DayInput />
        </Form.Item>
      )}
    </fieldset>
  );
}

const BEGAN = [
  ['supplement', '告知补正之日'],
  ['signing', '提供协议文本之日'],
  ['seal-elsewhere', '告知等待外地封存之日'],
  ['recheck', '全国平台答复之日'],
  ['review-window', '作出不予开户决定之日'],
] as const;

function BeganFields() {
  return (
    <details className="gap-below">
      <summary>期限自何时起，按哪一天测算</summary>
      <div className="pair">
        {BEGAN.map(([what, label]) => (
          <Form.Item key={what} name={['began', what]} label={label}>
            <DayInput />
          </Form.Item>
        ))}
        <Form.Item name="on" label="按哪一天测算" extra="不填为今天">
          <DayInput />
        </Form.Item>
      </div>
    </details>
  );
}

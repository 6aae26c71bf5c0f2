/** 算日期: the earliest dates for somebody at the counter, from told facts; nothing is kept. */
import { PrinterOutlined } from '@ant-design/icons';
import { Alert, App, Button, Card, Empty, Form, type FormInstance } from 'antd';
import { useState } from 'react';
import { Page } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { DatesForm } from './dates-form.tsx';
import { DatesTable } from './dates-table.tsx';
import { useCalculate, usePrintCalculated } from './person-queries.ts';
import { readForm, type FormValues, type ToldDates } from './told-facts.ts';
import './person.css';

export function DatesPage() {
  const [form] = Form.useForm<FormValues>();
  const { dates, error, pending, shown, general, round, submit, clear } = useReckoning(form);
  return (
    <Page title="算日期" beside={<span className="quiet">最早什么时候可以办，凭什么</span>}>
      <div className="dates-page">
        <div>
          {general !== null && (
            <Alert className="gap-below" type="warning" showIcon role="alert" title={general} />
          )}
          <DatesForm key={round} form={form} pending={pending} onSubmit={submit} onClear={clear} />
        </div>
        <Card
          size="small"
          role="region"
          aria-label="测算结果"
          title={<h2>测算结果</h2>}
          extra={dates && shown && <PrintSheet told={shown} />}
        >
          <div aria-live="polite">
            {error !== null && <ProblemNote error={error} />}
            {dates && <DatesTable dates={dates} />}
            {!dates && error === null && (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description="填写已知的事实，按回车测算；不知道的留空。"
              />
            )}
          </div>
        </Card>
      </div>
    </Page>
  );
}

function useReckoning(form: FormInstance<FormValues>) {
  const calculate = useCalculate();
  /** What the shown dates were reckoned from: the paper says the same. */
  const [shown, setShown] = useState<ToldDates | null>(null);
  const [general, setGeneral] = useState<string | null>(null);
  /** A cleared form is a new one, with nothing of what was typed. */
  const [round, setRound] = useState(0);
  return {
    dates: calculate.data,
    error: calculate.error,
    pending: calculate.isPending,
    shown,
    general,
    round,
    submit: (values: FormValues) => {
      const { told, errors } = readForm(values);
      form.setFields(
        errors.flatMap(({ field, text }) =>
          field.length === 0 ? [] : [{ name: [...field] as never, errors: [text] }],
        ),
      );
      setGeneral(errors.find(({ field }) => field.length === 0)?.text ?? null);
      if (told === null) return;
      setShown(told);
      calculate.mutate(told);
    },
    clear: () => {
      form.resetFields();
      setShown(null);
      setGeneral(null);
      setRound(round + 1);
      calculate.reset();
    },
  };
}

const SHEET = '最早可办日期告知单.pdf';

function PrintSheet({ told }: { readonly told: ToldDates }) {
  const { notification } = App.useApp();
  const print = usePrintCalculated();
  return (
    <>
      <Button
        size="small"
        icon={<PrinterOutlined aria-hidden />}
        loading={print.isPending}
        onClick={() => {
          print.mutate(told, {
            onSuccess: (sheet) => {
              if (!(sheet instanceof Blob)) return;
              hand(sheet);
              notification.success({
                title: '告知单已生成',
                description: '请在浏览器的下载中打开打印。本单不编号、不留存。',
                placement: 'bottomRight',
              });
            },
          });
        }}
      >
        打印告知单
      </Button>
      {print.isError && <ProblemNote error={print.error} />}
    </>
  );
}

/** Hands the file to the browser; the page keeps nothing of it. */
function hand(sheet: Blob): void {
  const address = URL.createObjectURL(sheet);
  const link = document.createElement('a');
  link.href = address;
  link.download = SHEET;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}

/** A year as a file: what it must look like, what was found in it, and loading it. */
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { CalendarFindings } from './calendar-findings.tsx';
import { useLoadCalendar, usePreviewCalendar, type CalendarYear } from './calendar-queries.ts';

export function CalendarUpload({ year }: { readonly year: number }) {
  const { message } = App.useApp();
  const [given, setGiven] = useState<Given>({ file: null, documentNumber: '' });
  const [key, setKey] = useState(newKey);
  const preview = usePreviewCalendar();
  const load = useLoadCalendar();
  const again = () => {
    preview.reset();
    load.reset();
    setKey(newKey());
  };
  const onLoaded = ({ tasksMoved = 0, promisesMoved = 0 }: CalendarYear) => {
    void message.success(`已载入；${tasksMoved}项待办的期限、${promisesMoved}件的承诺日期有变。`);
    again();
  };
  return (
    <section className="calendar-upload" aria-labelledby="calendar-upload">
      <h2 id="calendar-upload">载入{year}年的日历</h2>
      <Format year={year} />
      <UploadForm
        given={given}
        pending={preview.isPending}
        onGive={(next) => {
          setGiven(next);
          again();
        }}
        onCheck={({ file, documentNumber }) => {
          if (file) preview.mutate({ year, file, documentNumber: documentNumber.trim() });
        }}
      />
      {preview.isError && <ProblemNote error={preview.error} />}
      {preview.data && (
        <CalendarFindings
          seen={preview.data}
          loading={load.isPending}
          onLoad={() => {
            load.mutate({ key, seen: preview.data }, { onSuccess: onLoaded });
          }}
        />
      )}
      {load.isError && <ProblemNote error={load.error} />}
    </section>
  );
}

interface Given {
  readonly file: File | null;
  readonly documentNumber: string;
}

interface FormProps {
  readonly given: Given;
  readonly pending: boolean;
  readonly onGive: (given: Given) => void;
  readonly onCheck: (given: Given) => void;
}

function UploadForm({ given, pending, onGive, onCheck }: FormProps) {
  return (
    <div className="calendar-form">
      <label>
        日历文件（CSV 或 JSON）
        <input
          type="file"
          accept=".csv,.json,text/csv,application/json"
          onChange={({ target }) => {
            onGive({ ...given, file: target.files?.[0] ?? null });
          }}
        />
      </label>
      <label>
        放假通知的文号或名称
        <Input
          maxLength={100}
          placeholder="如 国办发明电〔2026〕8号"
          value={given.documentNumber}
          onChange={({ target }) => {
            onGive({ ...given, documentNumber: target.value });
          }}
        />
      </label>
      <Button
        disabled={!given.file}
        loading={pending}
        onClick={() => {
          onCheck(given);
        }}
      >
        核对
      </Button>
    </div>
  );
}

function Format({ year }: { readonly year: number }) {
  return (
    <>
      <p className="tight">
        每行一个假期或一个调休日；“至”可以留空。保存为 CSV（UTF-8 或 GB 18030
        均可），第一行是栏目名：
      </p>
      <pre>
        {`日期,至,安排,名称
${year}-01-01,${year}-01-03,放假,元旦
${year}-10-01,${year}-10-07,放假,国庆节
（某个周末的日期）,,上班,国庆节调休`}
      </pre>
      <p className="quiet tight">
        须包括元旦、春节、清明、劳动节、端午、中秋、国庆全部七个节日；调休上班只能是星期六或星期日。JSON
        的写法同 anju calendar show {year} -o json 的输出。
      </p>
    </>
  );
}

/** The earliest dates of a person, on the person's page and on a case: reckoned when asked, printable. */
import { CalculatorOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { PdfView } from '../../parts/pdf-view.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { DatesTable } from './dates-table.tsx';
import { useDates, usePrintDates, type Paper } from './person-queries.ts';
import './person.css';

interface Props {
  /** Opaque id of the person. */
  readonly person: string;
}

/** Nothing for whoever may not reckon: auditors read what was reckoned in the trail. */
export function EarliestDates({ person }: Props) {
  const me = useMe();
  const may = hasRole(me, 'clerk', 'reviewer', 'approver', 'supervisor');
  return may ? <Reckoned key={person} person={person} /> : null;
}

function Reckoned({ person }: Props) {
  const dates = useDates(person);
  const [paper, setPaper] = useState<Paper | null>(null);
  return (
    <div className="dates">
      <div className="dates-tools">
        <Button
          icon={<CalculatorOutlined aria-hidden />}
          loading={dates.isPending}
          onClick={() => {
            dates.mutate();
          }}
        >
          {dates.data ? '重新测算' : '测算'}
        </Button>
        <PrintButton person={person} onPrinted={setPaper} />
        <span className="quiet">测算要读取出生日期和性别，每次都会留痕。</span>
      </div>
      {dates.isError && (
        <ProblemNote
          error={dates.error}
          onRepeat={() => {
            dates.mutate();
          }}
        />
      )}
      <div aria-live="polite">{dates.data && <DatesTable dates={dates.data} />}</div>
      <PdfView
        href={paper?.href ?? null}
        title={`${paper?.title ?? ''} ${paper?.number ?? ''}`}
        onClose={() => {
          setPaper(null);
        }}
      />
    </div>
  );
}

interface PrintProps extends Props {
  readonly onPrinted: (paper: Paper) => void;
}

/** One sheet for one press: the key changes only when a sheet was made. */
function PrintButton({ person, onPrinted }: PrintProps) {
  const print = usePrintDates(person);
  const [key, setKey] = useState(newKey);
  const press = () => {
    print.mutate(key, {
      onSuccess: (paper) => {
        setKey(newKey());
        onPrinted(paper);
      },
    });
  };
  return (
    <>
      <Button icon={<PrinterOutlined aria-hidden />} loading={print.isPending} onClick={press}>
        打印告知单
      </Button>
      {print.isError && <ProblemNote error={print.error} onRepeat={press} />}
    </>
  );
}

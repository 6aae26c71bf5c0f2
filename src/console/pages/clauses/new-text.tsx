/** A new text of the notice beside today's: which clauses light up, in which words, and what rests on them. */
import { FileTextOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useId, useRef, useState } from 'react';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ComparedBlock } from './compared-block.tsx';
import type { ComparedClause, useComparison } from './clause-queries.ts';

const LONGEST = 30_000;

interface Props {
  readonly comparison: ReturnType<typeof useComparison>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
}

export function NewText({ comparison, chosen, onChoose }: Props) {
  const { data, error, isPending, mutate } = comparison;
  return (
    <article className="law">
      <h2>对照通知的新文本</h2>
      <TextForm given={comparison.variables ?? ''} pending={isPending} onCompare={mutate} />
      {error !== null && <ProblemNote error={error} />}
      <p role="status" className="law-found">
        {data !== undefined && foundText(data.counts)}
      </p>
      {data !== undefined && (
        <Compared clauses={data.clauses} chosen={chosen} onChoose={onChoose} />
      )}
    </article>
  );
}

type ComparedProps = Pick<Props, 'chosen' | 'onChoose'> & {
  readonly clauses: readonly ComparedClause[];
};

/** What is another comes first; the rest is there for whoever asks. */
function Compared({ clauses, chosen, onChoose }: ComparedProps) {
  const block = (clause: ComparedClause) => (
    <ComparedBlock
      key={`${clause.standing} ${clause.numeral}${clause.name}`}
      clause={clause}
      chosen={clause.id !== null && chosen === clause.id}
      onChoose={onChoose}
    />
  );
  const same = clauses.filter(({ standing }) => standing === 'same');
  const others = clauses.filter(({ standing }) => standing !== 'same');
  return (
    <>
      {others.map(block)}
      {same.length > 0 && (
        <details className="law-rest">
          <summary>不变的{same.length}条</summary>
          {same.map(block)}
        </details>
      )}
    </>
  );
}

interface FormProps {
  readonly given: string;
  readonly pending: boolean;
  readonly onCompare: (text: string) => void;
}

function TextForm({ given, pending, onCompare }: FormProps) {
  const [text, setText] = useState(given);
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <form
      className="law-new"
      onSubmit={(event) => {
        event.preventDefault();
        onCompare(text);
      }}
    >
      <label htmlFor={id}>新文本（复制粘贴，或者读入文件）</label>
      <Input.TextArea
        id={id}
        rows={6}
        maxLength={LONGEST}
        value={text}
        placeholder="（一）明确参制条件。……"
        onChange={({ target }) => {
          setText(target.value);
        }}
      />
      <p className="quiet tight">
        空格、换行、括号的全角半角不算改动。引言、小标题、落款不对照。对照的结果不保存。
      </p>
      <div className="law-new-acts">
        <Button
          type="primary"
          htmlType="submit"
          loading={pending}
          disabled={text.trim() === '' || pending}
        >
          逐条对照
        </Button>
        <Button icon={<FileTextOutlined />} onClick={() => picker.current?.click()}>
          读入文本文件
        </Button>
        <input
          ref={picker}
          className="law-file"
          type="file"
          accept=".txt,.md,text/plain"
          tabIndex={-1}
          aria-label="纯文本文件"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) {
              void file.text().then((read) => {
                setText(read.slice(0, LONGEST));
              });
            }
            target.value = '';
          }}
        />
      </div>
    </form>
  );
}

interface Counts {
  readonly same: number;
  readonly changed: number;
  readonly added: number;
  readonly gone: number;
}

function foundText({ same, changed, added, gone }: Counts): string {
  if (changed + added + gone === 0) return `${same}条都没有改动。`;
  const parts = [
    [changed, '有改动'],
    [added, '新增'],
    [gone, '删去'],
    [same, '不变'],
  ] as const;
  const said = parts.flatMap(([n, word]) => (n === 0 ? [] : [`${n}条${word}`]));
  return `${said.join('，')}。点开一条，看受影响的规则、参数和办件。`;
}

/** One clause of a new text: what goes, what comes in, and what rests on it. */
import { Tag } from 'antd';
import { carriedText, type ComparedClause } from './clause-queries.ts';

const STANDING = {
  same: ['不变', 'default'],
  changed: ['有改动', 'warning'],
  added: ['新增', 'processing'],
  gone: ['删去', 'error'],
} as const;

interface Props {
  readonly clause: ComparedClause;
  readonly chosen: boolean;
  readonly onChoose: (id: string) => void;
}

export function ComparedBlock({ clause, chosen, onChoose }: Props) {
  const { id, standing, numeral, name, carried, waiting } = clause;
  const [word, color] = STANDING[standing];
  const title = `${numeral}${name}`;
  return (
    <section
      className={`law-clause law-${standing}${chosen ? ' law-chosen' : ''}`}
      aria-label={`${title}，${word}`}
    >
      <h3 className="law-name">
        {id === null ? (
          title
        ) : (
          <button
            type="button"
            aria-pressed={chosen}
            onClick={() => {
              onChoose(id);
            }}
          >
            {title}
          </button>
        )}{' '}
        <Tag color={color}>{word}</Tag>
      </h3>
      {standing !== 'same' && <Words clause={clause} />}
      <Before clause={clause} />
      {standing !== 'same' && (
        <p className="law-carried">
          {carried === null ? '新的条款，还没有规则执行。' : carriedText(carried)}
          {waiting !== null && waiting > 0 && <Tag color="warning">此刻{waiting}件在等</Tag>}
        </p>
      )}
    </section>
  );
}

function Words({ clause }: { readonly clause: ComparedClause }) {
  return (
    <p className="law-text">
      {clause.parts.map(({ kind, text }, at) => {
        if (kind === 'kept') return text;
        return kind === 'added' ? <ins key={at}>{text}</ins> : <del key={at}>{text}</del>;
      })}
    </p>
  );
}

/** What it was called, which numeral it had and who was in charge, where that is another now. */
function Before({ clause }: { readonly clause: ComparedClause }) {
  const { numeralBefore, nameBefore, departmentBefore, department } = clause;
  const said = [
    numeralBefore !== null && `原序号${numeralBefore}`,
    nameBefore !== null && `原名“${nameBefore}”`,
    departmentBefore !== null &&
      `原由${departmentBefore}，${department === '' ? '新文本没有写明由谁负责' : `现由${department}`}`,
  ].filter((one) => one !== false);
  return said.length === 0 ? null : <p className="quiet tight">{said.join('；')}。</p>;
}

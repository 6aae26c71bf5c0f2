/** Two cases of one person in two columns; where they differ is marked, in words too. */
import { changedFields, filledFields, valueAt } from '../../../cases/differences.ts';
import { fieldTitle, valueText } from '../../../cases/wording-forms.ts';
import type { Schemas } from '../../api/client.ts';
import { instantText } from '../../parts/when.tsx';
import { useApplication, type Case } from './case-data.ts';

interface Props {
  readonly case: Case;
  readonly other: Schemas['CaseHead'];
}

interface Row {
  readonly title: string;
  readonly here: string;
  readonly there: string;
}

export function SideBySide({ case: of, other }: Props) {
  const here = useApplication(of.id, null);
  const there = useApplication(other.id, null);
  const rows: readonly Row[] = [
    ...HEAD.map(([title, read]) => ({ title, here: read(of), there: read(other) })),
    ...(here.data && there.data ? fieldRows(here.data.application, there.data.application) : []),
  ];
  return (
    <table className="beside-table">
      <caption className="for-readers">两件业务的对照</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">本件 {of.number}</th>
          <th scope="col">
            <a href={`/cases/${other.id}`} target="_blank" rel="noreferrer">
              另一件 {other.number}
            </a>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ title, here: own, there: others }) => (
          <tr key={title} className={own === others ? undefined : 'differs'}>
            <th scope="row">
              {title}
              {own !== others && <span className="quiet">（不同）</span>}
            </th>
            <td>{own}</td>
            <td>{others}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Head = Schemas['CaseHead'];

const HEAD: readonly (readonly [string, (one: Head) => string])[] = [
  ['业务', ({ typeTitle }) => typeTitle],
  ['环节', ({ stage }) => stage.title],
  ['收件时间', ({ openedAt }) => instantText(openedAt)],
  ['受理网点', ({ branchName }) => branchName],
  ['受理日期', ({ acceptedOn }) => acceptedOn ?? '—'],
];

/** Fields that either has, the differing ones first. */
function fieldRows(here: unknown, there: unknown): readonly Row[] {
  const differing = changedFields(here, there);
  const all = [...new Set([...filledFields(here), ...filledFields(there)])];
  const shown = [...differing, ...all.filter((pointer) => !differing.includes(pointer))];
  return shown.map((pointer) => ({
    title: fieldTitle(pointer),
    here: valueText(pointer, valueAt(here, pointer)),
    there: valueText(pointer, valueAt(there, pointer)),
  }));
}

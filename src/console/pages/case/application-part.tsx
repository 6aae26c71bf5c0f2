/** The application as it was sent, each version of it, with personal data masked. */
import { Select } from 'antd';
import { useState } from 'react';
import { filledFields, valueAt } from '../../../cases/differences.ts';
import { fieldTitle, fieldWords, placeOf, valueText } from '../../../cases/wording-forms.ts';
import { problemOf } from '../../api/client.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { instantText } from '../../parts/when.tsx';
import { nameOf, useApplication, type Case } from './case-data.ts';

export function ApplicationPart({ case: of }: { readonly case: Case }) {
  const [version, setVersion] = useState<number | null>(null);
  const { data, error, refetch } = useApplication(of.id, version);
  if (error && problemOf(error).status === 404) {
    return <p className="empty-line">本业务没有申请表。</p>;
  }
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data) return <p role="status">正在读取…</p>;
  const [latest] = data.versions;
  return (
    <>
      <div className="case-panel-head">
        <Select
          aria-label="版本"
          value={data.version}
          options={data.versions.map((one) => ({
            value: one.version,
            label: `第${one.version}版 ${instantText(one.sentAt)} ${nameOf(of, one.sentBy)}`,
          }))}
          onChange={(chosen: number) => {
            setVersion(chosen === latest?.version ? null : chosen);
          }}
        />
        <span className="quiet">
          {data.version === latest?.version ? '现行版本' : '以前的版本'}
          ，个人信息已遮盖；更正前后的对照见“经过”。
        </span>
      </div>
      <Sent application={data.application} />
    </>
  );
}

/** Every field that was filled in, group by group, in the order of the form. */
function Sent({ application }: { readonly application: unknown }) {
  const pointers = filledFields(application);
  const groups = Map.groupBy(pointers, (pointer) => pointer.split('/')[1] ?? '');
  return (
    <div className="sent-groups">
      {[...groups].map(([name, inside]) => (
        <section key={name} className="card">
          {inside.length > 1 && <h3>{fieldWords(name).title}</h3>}
          <dl className="case-facts">
            {inside.map((pointer) => (
              <Fact
                key={pointer}
                title={titleIn(name, pointer)}
                text={valueText(pointer, valueAt(application, pointer))}
              />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Fact({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </>
  );
}

/** Without the name of the group it stands in. */
function titleIn(group: string, pointer: string): string {
  const head = `${fieldWords(group).title} · `;
  const title = fieldTitle(pointer);
  return placeOf(pointer) !== group && title.startsWith(head) ? title.slice(head.length) : title;
}

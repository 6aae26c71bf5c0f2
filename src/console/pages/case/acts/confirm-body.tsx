/** Confirming or declining what somebody else entered: the entry, to be compared with its scan. */
import { useQuery } from '@tanstack/react-query';
import { fieldTitle, inFormOrder, valueText } from '../../../../cases/wording-forms.ts';
import { filledFields, valueAt } from '../../../../cases/differences.ts';
import { FormFields } from '../../../forms/form-fields.tsx';
import { instantText } from '../../../parts/when.tsx';
import { api, read } from '../../../api/client.ts';
import { actorText } from '../timeline-words.ts';
import { FileLook } from '../file-look.tsx';
import { useFiles, type Case, type CaseEvent } from '../case-data.ts';
import type { ActBodyProps } from './act-form.ts';

export function ConfirmBody({ case: of, form, without }: ActBodyProps) {
  const entered = useQuery({
    queryKey: ['case', of.id, 'entered'],
    queryFn: () => lastEntry(of.id),
  });
  return (
    <>
      {entered.data && <Entry case={of} event={entered.data} />}
      {entered.data === null && <p className="empty-line">没有找到录入的内容。</p>}
      <FormFields form={form} without={without} />
    </>
  );
}

function Entry({ case: of, event }: { readonly case: Case; readonly event: CaseEvent }) {
  const files = useFiles(of.id);
  const { content } = event;
  const scan = files.data?.find(({ id }) => id === valueAt(content, '/file'));
  const pointers = inFormOrder(filledFields(content)).filter((pointer) => !APART.includes(pointer));
  return (
    <section className="case-panel" aria-label="待确认的录入内容">
      <h2>待确认的录入内容</h2>
      <dl className="case-facts">
        <dt>录入人</dt>
        <dd>
          {actorText(event)} {instantText(event.at)}
        </dd>
        {pointers.map((pointer) => (
          <Fact key={pointer} pointer={pointer} value={valueAt(content, pointer)} />
        ))}
        {event.reason !== null && (
          <>
            <dt>说明</dt>
            <dd>{event.reason}</dd>
          </>
        )}
        <dt>扫描件</dt>
        <dd>{scan ? <FileLook file={scan} /> : '—'}</dd>
      </dl>
    </section>
  );
}

function Fact({ pointer, value }: { readonly pointer: string; readonly value: unknown }) {
  const isInstant = pointer === '/queriedAt' && typeof value === 'string';
  return (
    <>
      <dt>{fieldTitle(pointer)}</dt>
      <dd>{isInstant ? instantText(value) : valueText(pointer, value)}</dd>
    </>
  );
}

const APART = ['/file', '/reason'];

async function lastEntry(id: string): Promise<CaseEvent | null> {
  const { items } = await read(
    api.GET('/api/v1/cases/{id}/events', {
      params: { path: { id }, query: { order: 'newest', group: 'checks', limit: '100' } },
    }),
  );
  return items.find(({ kind }) => kind === 'answer-entered') ?? null;
}

/** What of the trail is looked for: person or case by a search, staff, role, kinds, days. */
import { Button, Input, Select, Tag } from 'antd';
import { useState } from 'react';
import { roleTitle, ROLES } from '../../../cases/case.ts';
import { EVENT_KINDS, eventTitle } from '../../../cases/wording-events.ts';
import type { AddressFilters } from '../../parts/address-filters.ts';
import { Choice } from '../../parts/choice.tsx';
import { DayFilter } from '../../parts/day-filter.tsx';
import { PersonName } from '../../parts/person-name.tsx';
import { FindSubject } from './find-subject.tsx';
import { useCaseNumber, usePersonHead } from './subject-queries.ts';

interface Props {
  readonly filters: AddressFilters;
}

export function AuditFilterBar({ filters }: Props) {
  return (
    <div className="audit-filters" role="search" aria-label="筛选留痕">
      <Subject filters={filters} />
      <StaffInput filters={filters} />
      <Choice
        label="岗位"
        name="role"
        filters={filters}
        options={[...ROLES.map((role) => [role, roleTitle(role)] as const), ['system', '系统']]}
      />
      <KindSelect filters={filters} />
      <span className="audit-span">
        <DayFilter className="audit-day" label="从" name="from" filters={filters} />
        <DayFilter className="audit-day" label="至" name="to" filters={filters} />
      </span>
      {Object.keys(filters.values).length > 0 && (
        <Button
          type="link"
          onClick={() => {
            filters.replace({});
          }}
        >
          清除条件
        </Button>
      )}
    </div>
  );
}

function Subject({ filters }: Props) {
  const [finding, setFinding] = useState(false);
  const person = usePersonHead(filters.values['person']);
  const number = useCaseNumber(filters.values['case']);
  return (
    <>
      <Button
        onClick={() => {
          setFinding(true);
        }}
      >
        按个人或办件查
      </Button>
      {filters.values['person'] !== undefined && (
        <Tag
          closable={{ 'aria-label': '去掉个人条件' }}
          onClose={() => {
            filters.set('person', undefined);
          }}
        >
          个人：{person.data ? <PersonName person={person.data} /> : '…'}
        </Tag>
      )}
      {filters.values['case'] !== undefined && (
        <Tag
          closable={{ 'aria-label': '去掉办件条件' }}
          onClose={() => {
            filters.set('case', undefined);
          }}
        >
          办件：{number.data ?? '…'}
        </Tag>
      )}
      <FindSubject
        open={finding}
        onClose={() => {
          setFinding(false);
        }}
        onChoose={(name, id) => {
          filters.set(name, id);
          setFinding(false);
        }}
      />
    </>
  );
}

/** Sent with Enter or on leaving: every search is a line in the trail. */
function StaffInput({ filters }: Props) {
  const given = filters.values['staff'] ?? '';
  const [typed, setTyped] = useState(given);
  const [shown, setShown] = useState(given);
  if (shown !== given) {
    setShown(given);
    setTyped(given);
  }
  const send = () => {
    const text = typed.trim();
    if (text !== given) filters.set('staff', text === '' ? undefined : text);
  };
  return (
    <Input
      className="filter"
      aria-label="工作人员（登录名）"
      placeholder="工作人员登录名"
      maxLength={40}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        if (target.value === '') filters.set('staff', undefined);
      }}
      onPressEnter={send}
      onBlur={send}
    />
  );
}

const KINDS = EVENT_KINDS.map((kind) => ({ value: kind, label: eventTitle(kind) }));

function KindSelect({ filters }: Props) {
  const chosen = filters.values['kind']?.split(',') ?? [];
  return (
    <Select
      className="filter audit-kinds"
      mode="multiple"
      aria-label="事项"
      placeholder="事项：全部"
      allowClear
      maxTagCount="responsive"
      showSearch={{ optionFilterProp: 'label' }}
      value={chosen}
      options={KINDS}
      onChange={(kinds: readonly string[]) => {
        filters.set('kind', kinds.length === 0 ? undefined : kinds.join(','));
      }}
    />
  );
}

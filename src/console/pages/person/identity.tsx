/** Documents and contacts, masked; in full for a reason, until it is put away or the page is left. */
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Descriptions } from 'antd';
import { useEffect, useState } from 'react';
import { DOCUMENT_TYPES, DOCUMENT_TYPE_NAMES } from '../../../domain/vocabulary.ts';
import type { Schemas } from '../../api/client.ts';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { useReveal, type Person } from './person-queries.ts';

/** What was revealed goes away by itself: somebody may have left the counter. */
const SHOWN_MS = 3 * 60_000;

export function Identity({ person }: { readonly person: Person }) {
  const reveal = useReveal(person.id);
  const [asking, setAsking] = useState(false);
  const [whole, setWhole] = useState<Schemas['RevealedPerson'] | null>(null);
  useEffect(() => {
    if (whole === null) return undefined;
    const timer = setTimeout(() => {
      setWhole(null);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [whole]);
  if (person.destroyed) return <p className="tight quiet">该人员的个人信息已按规定销毁。</p>;
  return (
    <>
      {whole === null ? <Masked person={person} /> : <Whole whole={whole} />}
      <p className="identity-tools">
        {whole === null ? (
          <Button
            icon={<EyeOutlined aria-hidden />}
            onClick={() => {
              setAsking(true);
            }}
          >
            查看完整信息
          </Button>
        ) : (
          <Button
            icon={<EyeInvisibleOutlined aria-hidden />}
            onClick={() => {
              setWhole(null);
            }}
          >
            收起
          </Button>
        )}{' '}
        <span className="quiet">
          {whole === null ? '须写明事由，会留痕。' : '三分钟后自动收起。'}
        </span>
      </p>
      <ReasonDialog
        open={asking}
        title="查看完整个人信息"
        preview="将显示姓名、证件号码、出生日期、电话和住址，谁在何时因何查看会记入留痕。"
        okText="查看"
        onSubmit={async (reason) => {
          setWhole(await reveal.mutateAsync(reason));
        }}
        onClose={() => {
          setAsking(false);
        }}
      />
    </>
  );
}

function Masked({ person }: { readonly person: Person }) {
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'name', label: '姓名', children: person.name ?? '—' },
        ...person.documents.map(({ type, typeTitle, number, endedOn }) => ({
          key: `${type}${number}`,
          label: endedOn === null ? typeTitle : `旧证：${typeTitle}`,
          children: (
            <>
              <span className="number">{number}</span>
              {endedOn !== null && <span className="quiet">（{endedOn}起停用，仍可查找）</span>}
            </>
          ),
        })),
        {
          key: 'phone',
          label: '手机',
          children: <span className="number">{person.phone ?? '—'}</span>,
        },
      ]}
    />
  );
}

function Whole({ whole }: { readonly whole: Schemas['RevealedPerson'] }) {
  const { name, bornOn, sex, phone, address, documents } = whole;
  return (
    <Descriptions
      size="small"
      column={1}
      className="revealed"
      items={[
        { key: 'name', label: '姓名', children: name },
        ...documents.map(({ type, number, validUntil, endedOn }) => ({
          key: `${type}${number}`,
          label: endedOn == null ? typeName(type) : `旧证：${typeName(type)}`,
          children: (
            <span className="number">
              {number}
              {validUntil !== null && <span className="quiet">（有效期至 {validUntil}）</span>}
            </span>
          ),
        })),
        { key: 'born', label: '出生日期', children: bornOn ?? '—' },
        { key: 'sex', label: '性别', children: sex === null ? '—' : sex === 'M' ? '男' : '女' },
        { key: 'phone', label: '手机', children: <span className="number">{phone ?? '—'}</span> },
        { key: 'address', label: '住址', children: address ?? '—' },
      ]}
    />
  );
}

function typeName(type: string): string {
  const known = DOCUMENT_TYPES.find((one) => one === type);
  return known === undefined ? type : DOCUMENT_TYPE_NAMES[known];
}

/** Finds the person or the case whose trail is looked for. */
import { Button, Empty, Input, Modal } from 'antd';
import { useState } from 'react';
import { PersonName } from '../../parts/person-name.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { StageTag } from '../../parts/stage-tag.tsx';
import { useFind } from './subject-queries.ts';

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChoose: (name: 'person' | 'case', id: string) => void;
}

export function FindSubject({ open, onClose, onChoose }: Props) {
  return (
    <Modal open={open} title="按个人或办件查" footer={null} onCancel={onClose} destroyOnHidden>
      <Search onChoose={onChoose} />
    </Modal>
  );
}

function Search({ onChoose }: Pick<Props, 'onChoose'>) {
  const [typed, setTyped] = useState('');
  const find = useFind();
  const found = find.data;
  const nothing = found?.items.length === 0 && found.persons.length === 0;
  return (
    <>
      <Input.Search
        autoFocus
        aria-label="证件号码、姓名、手机号码、账号或办件编号"
        placeholder="证件号码、姓名、手机号码、账号或办件编号"
        enterButton="查找"
        value={typed}
        loading={find.isPending}
        maxLength={100}
        onChange={({ target }) => {
          setTyped(target.value);
        }}
        onSearch={(text) => {
          if (text.trim() !== '') find.mutate(text);
        }}
      />
      <div className="subject-found" aria-live="polite">
        {find.isError && <ProblemNote error={find.error} />}
        {nothing && <Empty description="没有找到" />}
        <ul aria-label="找到的个人和办件">
          {found?.persons.map((person) => (
            <li key={person.id}>
              <Button
                type="link"
                onClick={() => {
                  onChoose('person', person.id);
                }}
              >
                个人 <PersonName person={person} />
              </Button>
            </li>
          ))}
          {found?.items.map((item) => (
            <li key={item.id}>
              <Button
                type="link"
                onClick={() => {
                  onChoose('case', item.id);
                }}
              >
                办件 {item.number} {item.typeTitle}
              </Button>
              <StageTag stage={item.stage} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** The value of a figure as its unit asks for it: an amount, a share, a count, or words of a list. */
import { Input, Select } from 'antd';
import { figureUnitText, figureWord } from '../../../cases/wording-figures.ts';
import { FIGURES, type FigureName } from '../../../policy/figures.ts';

interface Props {
  readonly name: FigureName | undefined;
  /** Given by the form. */
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

export function ValueInput({ name, id, value, onChange }: Props) {
  const change = onChange ?? (() => undefined);
  const common = id === undefined ? {} : { id };
  if (name === undefined) return <Input {...common} disabled placeholder="先选参数" />;
  const kind: { readonly unit: string; readonly words?: readonly string[] } = FIGURES[name];
  const options = kind.words?.map((word) => ({ value: word, label: figureWord(word) }));
  if (kind.unit === 'word') {
    return <Select {...common} value={value ?? null} options={options ?? []} onChange={change} />;
  }
  if (kind.unit === 'words') {
    return (
      <Select
        {...common}
        mode="multiple"
        value={value === undefined || value === '' ? [] : value.split(',')}
        options={options ?? []}
        onChange={(words: readonly string[]) => {
          change(words.join(','));
        }}
      />
    );
  }
  return (
    <Input
      {...common}
      value={value ?? ''}
      inputMode="decimal"
      placeholder={PLACEHOLDERS[kind.unit] ?? '整数'}
      suffix={figureUnitText(name)}
      onChange={({ target }) => {
        change(target.value.trim());
      }}
    />
  );
}

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  yuan: '两位小数，如 2400.00',
  rate: '小数，如 0.12 表示12%',
};

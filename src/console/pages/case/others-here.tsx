/** Who else has this case open now: said once, quietly, so that two do not do the same work. */
import { EyeOutlined } from '@ant-design/icons';
import { useOthersHere } from './case-data.ts';

const NAMED_MAX = 3;

export function OthersHere({ id }: { readonly id: string }) {
  const { data = [] } = useOthersHere(id);
  const names = data.slice(0, NAMED_MAX).map(({ name }) => name);
  return (
    <span className="others-here" role="status">
      {names.length > 0 && (
        <>
          <EyeOutlined aria-hidden /> {names.join('、')}
          {data.length > NAMED_MAX && `等${data.length}人`}也在看本业务
        </>
      )}
    </span>
  );
}

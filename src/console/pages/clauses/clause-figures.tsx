/** The figures that fill the clause in, as they stand today in one's own center. */
import { Link } from 'react-router';
import { figureText } from '../../../cases/wording-figures.ts';
import { useMe } from '../../api/me.ts';
import { placeName } from '../figures/places.ts';
import { useFigures } from '../figures/figure-queries.ts';
import type { ClauseMap } from './clause-queries.ts';

export function ClauseFigures({ figures }: { readonly figures: ClauseMap['figures'] }) {
  const me = useMe();
  const inForce = useFigures({ on: me.today });
  return (
    <ul>
      {figures.map(({ name, title }) => (
        <li key={name}>
          <Link to={`/figures?name=${name}`}>{title}</Link>
          {inForce.data
            ?.filter((one) => one.name === name)
            .map((one) => (
              <div key={one.id} className="quiet">
                {placeName(one)}：{figureText(name, one.value)}（{one.documentNumber}）
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}

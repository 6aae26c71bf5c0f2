/** Which version of a plan counts now: by their first months, the last that has begun. */

const TITLES = {
  past: '已被以后的约定取代',
  now: '现行',
  future: '尚未开始',
  ended: '不再执行',
} as const;

interface Version {
  readonly fromMonth: string;
  /** false: replaced from its very first month, or over with agreement or account. */
  readonly active: boolean;
}
export type Standings = (version: Version) => {
  readonly standing: keyof typeof TITLES;
  readonly standingTitle: string;
};

/** @param active the versions that are carried out, in any order; @param month of today */
export function standingOf(
  active: readonly { readonly fromMonth: string }[],
  month: string,
): Standings {
  const begun = active.map(({ fromMonth }) => fromMonth).filter((from) => from <= month);
  const now = begun.toSorted().at(-1);
  return (version) => {
    const standing = judge(version, now, month);
    return { standing, standingTitle: TITLES[standing] };
  };
}

function judge({ active, fromMonth }: Version, now: string | undefined, month: string) {
  if (!active) return 'ended';
  if (fromMonth > month) return 'future';
  return fromMonth === now ? 'now' : 'past';
}

/** A clock that is wrong, for a whole process: whatever asks it for the time is told another one. */

/**
 * @param ms by how much it is ahead; negative: behind
 * @returns puts it right
 */
export function putAhead(ms: number): () => void {
  const Right = Date;
  class Wrong extends Right {
    constructor(...given: readonly unknown[]) {
      super(...((given.length === 0 ? [Right.now() + ms] : given) as [number]));
    }
    static override now(): number {
      return Right.now() + ms;
    }
  }
  globalThis.Date = Wrong as DateConstructor;
  return () => {
    globalThis.Date = Right;
  };
}

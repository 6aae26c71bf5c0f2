/**
 * npm runs a script in a shell, and passes a SIGTERM on to the shell only, which dies of it and
 * leaves the script running. A script that npm started therefore looks after its parent.
 */
const LOOK_MS = 300;

/** Calls back once when npm's shell is gone; without npm it never does. */
export function whenOrphaned(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, LOOK_MS);
  timer.unref();
}

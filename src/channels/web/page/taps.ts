/** Tells a second tap from a second wish. */

// Nobody presses the same thing twice this fast on purpose.
const doubleTapMs = 1000;

/** @returns asked at every tap with what it stands for; false when it is the tap before, once more. */
export function createTapGuard(): (what: string) => boolean {
  let last = { what: '', at: Number.NEGATIVE_INFINITY };
  return (what) => {
    const now = performance.now();
    if (what === last.what && now - last.at < doubleTapMs) return false;
    last = { what, at: now };
    return true;
  };
}

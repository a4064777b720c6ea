/** The demo's clock: what day it is, and the two ways forward. */
import { byId } from './dom.js';
import { capital, timeOf, weekdayDate } from './words.js';

export type ClockMove = 'day' | 'next-reminder';

export interface ClockBar {
  /** Shows an instant; null hides the bar. */
  show(now: number | null): void;
  /** The instant messages written now carry: of the demo's clock, or the real one. */
  now(): number;
  /** Whether the clock may be moved: someone must be chosen first. */
  allow(isAllowed: boolean): void;
}

/** @param move moves the clock; the buttons rest until it is done. */
export function createClockBar(move: (way: ClockMove) => Promise<void>): ClockBar {
  const bar = byId('clock', HTMLElement);
  const day = byId('today', HTMLElement);
  const time = byId('time', HTMLElement);
  const ways = {
    day: byId('next-day', HTMLButtonElement),
    'next-reminder': byId('next-reminder', HTMLButtonElement),
  };
  let shown: number | null = null;
  let isAllowed = false;
  let isMoving = false;

  function rest(): void {
    for (const button of Object.values(ways)) button.disabled = !isAllowed || isMoving;
  }

  for (const [way, button] of Object.entries(ways) as [ClockMove, HTMLButtonElement][]) {
    button.addEventListener('click', () => {
      isMoving = true;
      rest();
      button.classList.add('busy');
      void move(way).finally(() => {
        isMoving = false;
        rest();
        button.classList.remove('busy');
        // A disabled button loses the focus; whoever walks by keyboard wants to press it again.
        if (document.activeElement === document.body) button.focus({ preventScroll: true });
      });
    });
  }

  return {
    show(now) {
      shown = now;
      bar.hidden = now === null;
      if (now === null) return;
      day.textContent = capital(weekdayDate(now));
      time.textContent = timeOf(now);
    },
    now: () => shown ?? Date.now(),
    allow(next) {
      isAllowed = next;
      rest();
    },
  };
}

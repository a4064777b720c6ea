/**
 * Time that passes when told: `Date.now` and `performance.now` (not `new Date()`) and timers of the whole process. Two clocks, as on a real
 * machine: the one people read, which can be set wrong or put right, and the steady one timers run by.
 */
export interface VirtualTime {
  /** What the clock on the wall shows. */
  now(): number;
  /**
   * Lets time pass at once, as for a machine that slept: timers due by then run once it is over.
   * @param first what is done before them.
   */
  pass(ms: number, first?: () => Promise<void>): Promise<void>;
  /** Sets the clock on the wall; no time passes and no timer runs. */
  set(ms: number): void;
  /** Lets everything that waits for nothing but a promise go on. */
  drain(): Promise<void>;
  /** Forgets every timer: those of a process that is no more. */
  forgetTimers(): void;
  /** Gives the process its own time back. */
  restore(): void;
}

interface Timer {
  at: number;
  every: number | null;
  run: () => void;
}

/** Takes the process's time over. @param startMs what the clock on the wall shows. */
export function takeTime(startMs: number): VirtualTime {
  const real = {
    now: Date.now,
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
  };
  const { setImmediate: turn } = globalThis;
  const timers = new Map<number, Timer>();
  let steady = 0;
  let offset = startMs;
  let lastId = 0;

  function add(run: () => void, ms: number | undefined, isRepeated: boolean): object {
    const wait = Math.max(0, ms ?? 0);
    lastId += 1;
    const id = lastId;
    timers.set(id, { at: steady + wait, every: isRepeated ? Math.max(1, wait) : null, run });
    const handle = {
      unref: () => handle,
      ref: () => handle,
      hasRef: () => true,
      [Symbol.toPrimitive]: () => id,
    };
    return handle;
  }
  const forget = (handle: unknown): void => {
    if (handle !== null && handle !== undefined) timers.delete(Number(handle));
  };
  const later =
    (isRepeated: boolean) =>
    (run: (...given: unknown[]) => void, ms?: number, ...given: unknown[]): object =>
      add(() => run(...given), ms, isRepeated);

  Date.now = () => steady + offset;
  Object.defineProperty(performance, 'now', { value: () => steady, configurable: true, writable: true });
  Object.assign(globalThis, {
    setTimeout: later(false),
    setInterval: later(true),
    clearTimeout: forget,
    clearInterval: forget,
  });

  const drain = (): Promise<void> => new Promise((resolve) => void turn(resolve));

  /** Timers due by now, in order, also those they set for now; a repeated one runs once for all it missed. */
  async function runTimers(): Promise<void> {
    for (;;) {
      let next: [number, Timer] | null = null;
      for (const entry of timers)
        if (entry[1].at <= steady && (next === null || entry[1].at < next[1].at)) next = entry;
      if (next === null) return;
      const [id, timer] = next;
      if (timer.every === null) timers.delete(id);
      else timer.at = steady + timer.every;
      timer.run();
      await drain();
    }
  }

  return {
    now: () => steady + offset,
    async pass(ms, first) {
      steady += ms;
      await first?.();
      await runTimers();
      await drain();
    },
    set(ms) {
      offset = ms - steady;
    },
    async drain() {
      await drain();
      await runTimers();
    },
    forgetTimers: () => timers.clear(),
    restore() {
      Date.now = real.now;
      // Its own lies on the prototype.
      Reflect.deleteProperty(performance, 'now');
      const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
    },
  };
}

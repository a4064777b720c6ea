/** A binary heap: the smallest first, put and taken in O(log n). */

export interface Heap<T> {
  push(item: T): void;
  /** The smallest; undefined when there is none. */
  peek(): T | undefined;
  pop(): T | undefined;
  readonly size: number;
}

/** @param isBefore whether one item comes before another. */
export function createHeap<T>(isBefore: (one: T, other: T) => boolean): Heap<T> {
  const items: T[] = [];
  const at = (index: number): T => items[index] as T;

  function swap(one: number, other: number): void {
    const kept = at(one);
    items[one] = at(other);
    items[other] = kept;
  }

  return {
    push(item) {
      items.push(item);
      for (let index = items.length - 1; index > 0;) {
        const above = (index - 1) >> 1;
        if (!isBefore(at(index), at(above))) return;
        swap(index, above);
        index = above;
      }
    },
    peek: () => items[0],
    pop() {
      const first = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return first;
      items[0] = last;
      for (let index = 0; ;) {
        let least = index;
        for (const below of [2 * index + 1, 2 * index + 2])
          if (below < items.length && isBefore(at(below), at(least))) least = below;
        if (least === index) return first;
        swap(index, least);
        index = least;
      }
    },
    get size() {
      return items.length;
    },
  };
}

/**
 * Detached, deeply frozen copies of JSON values.
 * A value that JSON would change without a word (NaN, a Date, a function) is refused: it is a bug of the caller.
 */

/** Records nest a few levels; more is a cycle or an attack. */
const deepest = 64;

/**
 * A frozen copy that equals what writing and reading the value as JSON gives.
 * Fields that are `undefined` are left out; `-0` becomes `0`.
 * @param where named in the error, e.g. `plans/p1`.
 * @throws TypeError naming the field that is not JSON.
 */
export function frozenCopy<T>(value: T, where: string): T {
  return copy(value, where, 0) as T;
}

function copy(value: unknown, where: string, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${where}: ${value} is not a JSON number`);
    return value === 0 ? 0 : value;
  }
  if (typeof value !== 'object') throw new TypeError(`${where}: a ${typeof value} cannot be stored`);
  if (depth > deepest) throw new TypeError(`${where}: nested too deeply`);
  if (Array.isArray(value)) {
    // Array.from visits holes too, so a sparse array is refused like any other undefined.
    return Object.freeze(Array.from(value, (item, i) => copy(item, `${where}[${i}]`, depth + 1)));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`${where}: an instance of a class cannot be stored`);
  }
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    // Assigning it would set the prototype; no honest record has such a field.
    if (key === '__proto__') throw new TypeError(`${where}: a field cannot be named __proto__`);
    if (field === undefined) continue;
    result[key] = copy(field, `${where}.${key}`, depth + 1);
  }
  return Object.freeze(result);
}

/** Freezes a value fresh from `JSON.parse` in place, however deep. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const field of Object.values(value)) deepFreeze(field);
  }
  return value;
}

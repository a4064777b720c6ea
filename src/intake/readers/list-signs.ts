/** Signs before the items of a list, as Word and web pages draw them. */

/** Bullets are drawn with symbol fonts, whose letters mean nothing; points of points are told as offices tell them. */
export function bulletOf(text: string, isInner: boolean): string {
  const sign = text.trim();
  if (sign === '+') return '+';
  return /^[-–—]$/.test(sign) || !isInner ? '-' : '+';
}

const romans: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/** Roman numerals of a number from 1. */
export function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [amount, sign] of romans) {
    while (rest >= amount) {
      text += sign;
      rest -= amount;
    }
  }
  return text;
}

/**
 * One thing that was measured.
 * @typedef {{ name: string, value: number, unit: string }} Row
 */

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const wholeNumbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/**
 * A table for people: names to the left, numbers to the right under each other.
 * @param {Row[]} rows
 */
export function formatTable(rows) {
  const written = rows.map(({ name, value, unit }) => ({
    name,
    value: (Math.abs(value) < 100 ? numbers : wholeNumbers).format(value),
    unit,
  }));
  const nameWidth = Math.max(...written.map(({ name }) => name.length));
  const valueWidth = Math.max(...written.map(({ value }) => value.length));
  return written
    .map(({ name, value, unit }) => `${name.padEnd(nameWidth)}  ${value.padStart(valueWidth)} ${unit}`)
    .join('\n');
}

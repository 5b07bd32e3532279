/**
 * One thing that was measured.
 * @typedef {{ name: string, value: number, unit: string }} Row
 */

/**
 * What one benchmark measured.
 * @typedef {{ title: string, rows: Row[] }} Group
 */

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const wholeNumbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} value */
function write(value) {
  return (Math.abs(value) < 100 ? numbers : wholeNumbers).format(value);
}

/**
 * One table for people: names to the left, numbers under each other, a title above each group.
 * @param {Group[]} groups
 */
export function formatTable(groups) {
  const rows = groups.flatMap((group) => group.rows);
  const nameWidth = Math.max(...rows.map(({ name }) => name.length));
  const valueWidth = Math.max(...rows.map(({ value }) => write(value).length));
  const line = (/** @type {Row} */ { name, value, unit }) =>
    `  ${name.padEnd(nameWidth)}  ${write(value).padStart(valueWidth)} ${unit}`;
  return groups.flatMap((group) => [group.title, ...group.rows.map(line)]).join('\n');
}

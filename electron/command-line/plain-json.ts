/**
 * JSON for other programs, ending in a line end. What a terminal would obey or hide, such as in a file's name that a
 * program made, is written as `\u….`.
 */
export function plainJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  const safe = text.replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${safe}\n`;
}

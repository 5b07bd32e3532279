/** What copies of examples are called: as the example, with a number from the second on. All can be imported. */

/** A name for a copy that no open file has. */
export function copyName(id: string, taken: ReadonlySet<string>): string {
  let name = `${id}.py`;
  for (let number = 2; taken.has(name); number++) name = `${id}_${number}.py`;
  return name;
}

/** The example that a copy of this name was made from, or `null`. Copies had a `-` before the number once. */
export function exampleNamed(name: string, ids: readonly string[]): string | null {
  const id = /^(.+?)([-_]\d+)?\.py$/.exec(name)?.[1];
  return id !== undefined && ids.includes(id) ? id : null;
}

/** Names beside one that is taken. */

/** Bytes that a name may have on a board and on every computer. */
const longest = 255;

/**
 * `servo.py` becomes `servo_2.py`, `servo_2.py` becomes `servo_3.py`: names that a program can import.
 * `isTaken` says which there are; the name stays within 255 bytes.
 */
export async function freeName(
  name: string,
  isTaken: (name: string) => boolean | Promise<boolean>,
): Promise<string> {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const [, base = stem, counted] = /^(.+)_(\d{1,4})$/.exec(stem) ?? [];
  for (let number = Number(counted ?? 1) + 1; ; number++) {
    const tail = `_${number}${ending}`;
    const candidate = `${shortened(base, longest - byteLength(tail))}${tail}`;
    if (!(await isTaken(candidate))) return candidate;
  }
}

/** The name itself where it is free, or else the next free one beside it. */
export async function nameOrFree(
  name: string,
  isTaken: (name: string) => boolean | Promise<boolean>,
): Promise<string> {
  return (await isTaken(name)) ? freeName(name, isTaken) : name;
}

function shortened(text: string, bytes: number): string {
  const characters = [...text];
  while (characters.length > 1 && byteLength(characters.join('')) > bytes) characters.pop();
  return characters.join('');
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** After this many milliseconds the browser has long begun to read what it saves. */
const kept = 60_000;

/** Has the browser, or Electron, save something as a file: where, the person says or has set. */
export function download(what: Blob, fileName: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(what);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), kept);
}

/** `plot 2026-11-22 12.30.05.csv`, in the computer's own time: files sort by when they were saved. */
export function datedName(ending: string, now: Date): string {
  const two = (number: number): string => `${number}`.padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('.');
  return `plot ${day} ${time}.${ending}`;
}

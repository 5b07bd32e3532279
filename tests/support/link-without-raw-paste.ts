import type { Link } from '../../runtime/link.ts';

const question = '\x05A\x01';

/** A Link to a board whose firmware knows raw-paste and says no, as one may that is built without it. */
export function withoutRawPaste(link: Link): Link {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const tell = (bytes: Uint8Array): void => {
    for (const listener of [...listeners]) listener(bytes);
  };
  link.onData(tell);
  return new Proxy(link, {
    get(target, name) {
      if (name === 'write') {
        return async (bytes: Uint8Array) => {
          if (Buffer.from(bytes).toString('latin1') !== question) return target.write(bytes);
          queueMicrotask(() => tell(Uint8Array.of(0x52, 0)));
        };
      }
      if (name === 'onData') {
        return (listener: (bytes: Uint8Array) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

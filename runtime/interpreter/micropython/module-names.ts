/** What `help('modules')` lists on a Pico: MicroPython 1.26.1, the same in 1.27.0. */

import type { BoardModel } from '../../hardware/virtual-hardware.ts';

const everywhere = `__main__ _asyncio _boot _boot_fat _onewire _rp2 _thread array asyncio/__init__ asyncio/core
  asyncio/event asyncio/funcs asyncio/lock asyncio/stream binascii builtins cmath collections cryptolib deflate
  dht ds18x20 errno framebuf gc hashlib heapq io json machine math micropython neopixel onewire os platform
  random re rp2 select struct sys time uasyncio uctypes vfs`;

const withRadio = `_webrepl aioble/__init__ aioble/central aioble/client aioble/core aioble/device aioble/l2cap
  aioble/peripheral aioble/security aioble/server bluetooth lwip mip/__init__ network ntptime
  requests/__init__ socket ssl tls urequests webrepl webrepl_setup websocket`;

/** The names in the order of their characters, as a Pico prints them. */
export function moduleNames(model: BoardModel): readonly string[] {
  const names = everywhere.split(/\s+/);
  if (model === 'pico-w') names.push(...withRadio.split(/\s+/));
  return names.sort();
}

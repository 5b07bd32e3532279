import { afterEach, expect, test, vi } from 'vitest';
import { socketWire } from '../../../renderer/channel/socket-wire.ts';

/** A browser's WebSocket whose other end is the test. */
class OtherEnd {
  static readonly OPEN = 1;
  static latest: OtherEnd;
  readyState = 0;
  onopen: () => void = () => {};
  onclose: () => void = () => {};
  onmessage: (event: { data: string }) => void = () => {};

  constructor() {
    OtherEnd.latest = this;
  }

  open(): void {
    this.readyState = OtherEnd.OPEN;
    this.onopen();
  }

  say(data: string): void {
    this.onmessage({ data });
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function wireToTest() {
  vi.useFakeTimers(); // it would try again
  vi.stubGlobal('WebSocket', OtherEnd);
  return socketWire('ws://127.0.0.1/channel');
}

test('what the host says before anybody listens is told to the first that does, in order', () => {
  const wire = wireToTest();
  OtherEnd.latest.open();
  OtherEnd.latest.say('one');
  OtherEnd.latest.say('two');
  const heard: string[] = [];
  wire.onMessage((message) => heard.push(message));
  OtherEnd.latest.say('three');
  expect(heard).toEqual(['one', 'two', 'three']);
});

test('a connection that was made, or failed, before anybody asked is told at once', () => {
  const made = wireToTest();
  OtherEnd.latest.open();
  const states: boolean[] = [];
  made.onConnection((connected) => states.push(connected));
  expect(states).toEqual([true]);

  const failed = wireToTest();
  OtherEnd.latest.onclose();
  failed.onConnection((connected) => states.push(connected));
  expect(states).toEqual([true, false]);
});

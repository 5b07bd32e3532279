/** Which faults are tried in an operation. */

import { RandomNumbers } from '../../runtime/emulator/random-numbers.ts';
import type { Direction, Fault, FaultKind } from '../support/faulty-lane.ts';
import type { Mishap, PowerCut } from './attempt.ts';
import { operations, type Operation } from './operations.ts';

/** Bytes that an operation without a fault sends each way. */
export type Traffic = Readonly<Record<Direction, number>>;

const directions: readonly Direction[] = ['from-board', 'to-board'];
const kinds: readonly FaultKind[] = ['cut', 'drop', 'stall', 'delay', 'noise', 'corrupt'];

/** One of so many equal parts of all points, counted from 1; each is spread over the whole operation. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

/** A lost connection to a board that keeps its power is tried at every so many bytes: a cut teaches nearly the same. */
const bytesPerDrop = 8;

/** Every kind of fault at every byte, each way, as far as it belongs to the part. */
export function everyPoint(traffic: Traffic, part: Part): Fault[] {
  const faults: Fault[] = [];
  for (const direction of directions) {
    for (let after = part.number - 1; after < traffic[direction]; after += part.of) {
      for (const kind of kinds) {
        if (kind === 'drop' && Math.floor(after / part.of) % bytesPerDrop !== 0) continue;
        faults.push({ kind, direction, after, seed: after + 1 });
      }
    }
  }
  return faults;
}

/** What belongs to a part of these. */
export function partOf<Item>(items: readonly Item[], part: Part): Item[] {
  return items.filter((_, index) => index % part.of === part.number - 1);
}

/** The part that `NIBBLE_FAULT_PART` names, as in "3/20"; else everything. Throws where it says something else. */
export function chosenPart(): Part {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(process.env.NIBBLE_FAULT_PART ?? '1/1') ?? [];
  const part = { number: Number(number), of: Number(of) };
  if (part.number >= 1 && part.number <= part.of) return part;
  throw new Error('NIBBLE_FAULT_PART is something like 3/20');
}

/** So many of them: of every kind and each way about as many. */
export function drawnPoints(traffic: Traffic, count: number, seed: number): Fault[] {
  const random = new RandomNumbers(seed);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const combinations = directions.flatMap((direction) => kinds.map((kind) => ({ kind, direction })));
  const first = below(combinations.length);
  return Array.from({ length: count }, (_, index) => {
    // Neighbours differ in kind and direction, so that few points are as different as many.
    const { kind, direction } = combinations[(first + index * 5) % combinations.length]!;
    return { kind, direction, after: below(traffic[direction]), seed: 1 + below(0xffff) };
  });
}

/** The power goes at so many moments within a time, in milliseconds. */
export function drawnPowerCuts(time: number, count: number, seed: number): PowerCut[] {
  const random = new RandomNumbers(seed);
  // Steps of a microsecond: what a person hands in again is exactly what happened.
  return Array.from({ length: count }, () => ({
    kind: 'power',
    after: Math.floor(random.next() * time * 1000) / 1000,
  }));
}

/** What a person can hand in to have it tried again. */
export function nameOf(operation: Operation, mishap: Mishap): string {
  if (mishap.kind === 'power') return `${operation.name} power ${mishap.after}`;
  const { kind, direction, after, seed } = mishap;
  return `${operation.name} ${kind} ${direction} ${after} ${seed}`;
}

/** Reads what `nameOf` wrote. Throws where it is something else. */
export function pointNamed(name: string): { operation: Operation; mishap: Mishap } {
  const [job, kind, ...rest] = name.split(' ');
  const operation = operations.find((candidate) => candidate.name === job);
  if (!operation) throw new Error(`"${name}" names no operation`);
  if (kind === 'power') return { operation, mishap: { kind, after: Number(rest[0]) } };
  const [direction, after, seed] = rest;
  if (!isOneOf(kinds, kind) || !isOneOf(directions, direction)) throw new Error(`"${name}" names no fault`);
  return { operation, mishap: { kind, direction, after: Number(after), seed: Number(seed) } };
}

function isOneOf<Value extends string>(values: readonly Value[], value: string | undefined): value is Value {
  return values.some((candidate) => candidate === value);
}

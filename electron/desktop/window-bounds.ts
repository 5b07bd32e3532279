/** Where windows are on the screen, remembered from one start to the next. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { replaceFile } from '../local-files/replace-file.ts';

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const place = v.pipe(v.number(), v.integer());
const boundsSchema = v.object({ x: place, y: place, width: size, height: size, maximized: v.boolean() });

/** A window's place and size in screen coordinates, as they are when it is not maximized. */
export type WindowBounds = v.InferOutput<typeof boundsSchema>;

/** A rectangle on the screen. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const fileIn = (dataFolder: string): string => join(dataFolder, 'window.json');

/** Reads the bounds of the window closed last; `undefined` where there was none. */
export function readBounds(dataFolder: string): WindowBounds | undefined {
  try {
    const read = v.safeParse(boundsSchema, JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** Writes them; whoever ends the process waits for it. Bounds that cannot be written are forgotten. */
export async function rememberBounds(dataFolder: string, bounds: WindowBounds): Promise<void> {
  try {
    await replaceFile(fileIn(dataFolder), JSON.stringify(bounds));
  } catch {
    // The next window opens in the usual place.
  }
}

/**
 * Moves and shrinks bounds so that the whole window is on one of the screens: the one where most of
 * it is, or the first where all of it is on a screen that is gone.
 */
export function fitToScreens(bounds: WindowBounds, screens: readonly Area[]): WindowBounds {
  const [first] = screens;
  if (!first) return bounds;
  const screen = screens.reduce((best, next) =>
    overlap(bounds, next) > overlap(bounds, best) ? next : best,
  );
  const width = Math.min(bounds.width, screen.width);
  const height = Math.min(bounds.height, screen.height);
  return {
    width,
    height,
    x: clamp(bounds.x, screen.x, screen.x + screen.width - width),
    y: clamp(bounds.y, screen.y, screen.y + screen.height - height),
    maximized: bounds.maximized,
  };
}

function overlap(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

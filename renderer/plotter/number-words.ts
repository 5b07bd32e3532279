import { t } from '../../resources/messages/messages.ts';
import type { Axis } from './recording/visible.ts';

/** A number as people read it: at most five digits or so many, and a dash where there is none. */
export function wordNumber(value: number, unit = '', digits = 5): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  const number =
    size !== 0 && (size >= 1e9 || size < 1e-4)
      ? value.toExponential(3)
      : `${Number(value.toPrecision(digits))}`;
  return unit ? `${number.replace('-', '−')} ${unit}` : number.replace('-', '−');
}

/** A place on the axis: `12.34 s`, `2:05`, or `line 120`. */
export function wordPlace(axis: Axis, place: number): string {
  if (axis === 'samples') return t('plotter:place.sample', { number: Math.round(place) + 1 });
  return place < 60 ? t('plotter:place.seconds', { seconds: place.toFixed(2) }) : wordTime(place, 1);
}

/** Seconds as `1:05`, with so many decimals. */
function wordTime(seconds: number, decimals: number): string {
  const rounded = Number(seconds.toFixed(decimals));
  const rest = (rounded % 60).toFixed(decimals);
  return `${Math.floor(rounded / 60)}:${rest.padStart(decimals === 0 ? 2 : 3 + decimals, '0')}`;
}

/** The words along the axis: plain seconds up to a minute, minutes and seconds beyond. */
export function wordTicks(axis: Axis, places: readonly number[]): string[] {
  const step = places.length > 1 ? places[1]! - places[0]! : 1;
  if (axis === 'samples') return places.map((place) => (Number.isInteger(place) ? `${place + 1}` : ''));
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const long = (places.at(-1) ?? 0) >= 60;
  return places.map((place) =>
    long ? wordTime(place, decimals) : t('plotter:place.seconds', { seconds: place.toFixed(decimals) }),
  );
}

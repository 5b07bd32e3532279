import { absent, type Recording } from './recording.ts';
import { firstRowAt, position, type Axis, type Range } from './visible.ts';

/** What the chart draws: places on the axis, and for every series a value at each. */
export interface DrawnPoints {
  readonly places: number[];
  /** `null` is a gap; at `undefined` the line goes on from the point before to the one after. */
  readonly values: (number | null | undefined)[][];
}

/**
 * The points that show a range of a recording on so many columns of pixels. Where there are more rows
 * than columns, every column keeps what can be seen of it: the least and the greatest value of each
 * series, in their order. Gaps stay gaps. The rows beside the range come too: lines go on to the edge.
 */
export class PointPicker {
  readonly #points: { places: number[]; values: (number | null | undefined)[][] } = {
    places: [],
    values: [],
  };

  /** The points, in arrays that the next call uses again. */
  pick(recording: Recording, axis: Axis, range: Range, columns: number): DrawnPoints {
    const { places, values } = this.#points;
    const first = Math.max(recording.start, firstRowAt(recording, axis, range.from) - 1);
    const last = Math.min(recording.end, firstRowAt(recording, axis, range.to) + 1);
    places.length = 0;
    values.length = recording.series.length;
    for (let index = 0; index < values.length; index++) (values[index] ??= []).length = 0;
    const rowsPerColumn = (last - first) / Math.max(1, columns);
    if (rowsPerColumn <= 2) for (let row = first; row < last; row++) this.#addRow(recording, axis, row);
    else this.#addColumns(recording, axis, first, last, (range.to - range.from) / columns);
    return this.#points;
  }

  #addColumns(recording: Recording, axis: Axis, first: number, last: number, width: number): void {
    for (let row = first; row < last;) {
      if (recording.isGap(row)) {
        this.#addRow(recording, axis, row++);
        continue;
      }
      // Columns stand still on the axis, so that the lines do not tremble while they move.
      const column = Math.floor(position(recording, axis, row) / width);
      let after = row + 1;
      while (
        after < last &&
        !recording.isGap(after) &&
        Math.floor(position(recording, axis, after) / width) === column
      )
        after++;
      this.#addColumn(recording, axis, row, after);
      row = after;
    }
  }

  #addRow(recording: Recording, axis: Axis, row: number): void {
    const { places, values } = this.#points;
    places.push(position(recording, axis, row));
    for (let index = 0; index < values.length; index++) {
      const value = recording.value(index, row);
      values[index]!.push(value === absent ? undefined : Number.isFinite(value) ? value : null);
    }
  }

  #addColumn(recording: Recording, axis: Axis, first: number, after: number): void {
    const { places, values } = this.#points;
    places.push(position(recording, axis, first), position(recording, axis, after - 1));
    for (let index = 0; index < values.length; index++) {
      let least = Infinity;
      let most = -Infinity;
      let leastRow = 0;
      let mostRow = 0;
      let missing = false;
      for (let row = first; row < after; row++) {
        const value = recording.value(index, row);
        if (value === absent) continue;
        if (!Number.isFinite(value)) missing = true;
        else {
          if (value < least) {
            least = value;
            leastRow = row;
          }
          if (value > most) {
            most = value;
            mostRow = row;
          }
        }
      }
      const nothing = missing ? null : undefined;
      const [one, other] = leastRow <= mostRow ? [least, most] : [most, least];
      if (least === Infinity) values[index]!.push(nothing, nothing);
      else values[index]!.push(one, other);
    }
  }
}

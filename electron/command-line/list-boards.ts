/** `nibble boards`: lists boards for people, and for machines with `--json`. */

import { t } from '../../resources/messages/messages.ts';
import type { BoardModel, BoardNature, BoardState } from '../api.ts';
import type { BoardRegistry } from '../boards/board-registry.ts';
import type { FoundBoard } from '../boards/board-source.ts';
import { statuses } from './command-error.ts';
import { plainJson } from './plain-json.ts';
import { write, type Streams } from './streams.ts';

/** One board as `--json` prints it. Fields are only ever added to; README describes them. */
export interface ListedBoard {
  /** What `--board` takes. */
  readonly board: string;
  readonly kind: FoundBoard['kind'];
  readonly label: string;
  /** What a person calls it, whatever port it is at; of real boards with a serial number. */
  readonly name?: string;
  /** What is plugged in; of real boards. */
  readonly nature?: BoardNature;
  /** As far as it is known without opening it: `disconnected` where nothing speaks against it; of real boards. */
  readonly state?: BoardState['name'];
  /** Why it is `busy` or `denied`, in a sentence. */
  readonly reason?: string;
  readonly port?: string;
  readonly serialNumber?: string;
  /** Hexadecimal, four digits. */
  readonly usb?: { readonly vendorId: string; readonly productId: string };
  /** Of simulated boards. */
  readonly model?: BoardModel;
}

/** Prints one line for each board, its `--board` name first, or a JSON array; the value is the exit status. */
export async function listBoards(boards: BoardRegistry, json: boolean, { output }: Streams): Promise<number> {
  const found = await boards.look();
  const listed = await Promise.all(found.map(describe));
  await write(output, json ? plainJson(listed) : table(listed.map(columns)));
  return statuses.done;
}

async function describe(found: FoundBoard): Promise<ListedBoard> {
  const { address, kind, label, shortName, nature, port, serialNumber, usb, model } = found;
  const state = await found.peek?.();
  return {
    board: address,
    kind,
    label,
    ...(shortName !== undefined && { name: shortName }),
    ...(nature && { nature }),
    ...(state && { state: state.name }),
    ...(state?.problem && { reason: state.problem.message }),
    ...(port !== undefined && { port }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(usb && { usb: { vendorId: hexadecimal(usb.vendorId), productId: hexadecimal(usb.productId) } }),
    ...(model && { model }),
  };
}

/** Address, name, what it is, its state and its number. */
function columns({ board, label, nature, state, serialNumber = '' }: ListedBoard): string[] {
  if (!nature) return [board, label];
  return [board, label, t(`board:nature.${nature}`), stateWord(state), serialNumber];
}

function stateWord(state: BoardState['name'] | undefined): string {
  if (state === 'busy' || state === 'denied') return t(`commandLine:state.${state}`);
  return state === 'disconnected' ? t('commandLine:state.disconnected') : '';
}

function table(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const line of lines)
    line.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return lines
    .map(
      (line) =>
        line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('');
}

function hexadecimal(id: number): string {
  return id.toString(16).padStart(4, '0');
}

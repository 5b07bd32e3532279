/** Schemas that several parts of the contract use. */

import * as v from 'valibot';

/** A request without parameters. */
export const nothing = v.object({});

/** A path on this computer or on a board; where it may lead is checked where it is used. */
export const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

/** Names a board. */
export const boardId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** Names a job of a window for its progress (`explorer.progress`) and for Cancel (`explorer.cancel`); chosen by the window. */
export const job = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));

/** How a text file is written down. */
export const textFormat = v.object({ lineEnd: v.picklist(['\n', '\r\n']), byteOrderMark: v.boolean() });

/** The text of a program or another file, at most 10 million characters. */
export const source = v.pipe(v.string(), v.maxLength(10_000_000));

/** What the helper learns for files. */

import type { HelperPart } from '../helper/helper-part.ts';
import aside from './python/aside.py?raw';
import change from './python/change.py?raw';
import list from './python/list.py?raw';
import look from './python/look.py?raw';
import read from './python/read.py?raw';
import space from './python/space.py?raw';
import unpack from './python/unpack.py?raw';
import write from './python/write.py?raw';

export const lookPart: HelperPart = { name: 'look', source: look };
export const listPart: HelperPart = { name: 'list', source: list, needs: [lookPart] };
export const readPart: HelperPart = { name: 'read', source: read, needs: [lookPart] };
export const asidePart: HelperPart = { name: 'aside', source: aside, needs: [lookPart] };
export const unpackPart: HelperPart = { name: 'unpack', source: unpack, isOptional: true };
export const writePart: HelperPart = { name: 'write', source: write, needs: [asidePart, unpackPart] };
export const changePart: HelperPart = { name: 'change', source: change, needs: [listPart] };
export const spacePart: HelperPart = { name: 'space', source: space, needs: [asidePart, listPart] };

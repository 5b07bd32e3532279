/** Characters that look like Python's own and come with text copied from web pages, chats and word processors. */
const byWhatIsMeant: Readonly<Record<string, string>> = {
  '"': '“”„‟«»″＂',
  "'": '‘’‚‛´′`＇',
  '-': '‐‑‒–—−',
  '*': '×∗⋅',
  '/': '÷⁄∕',
  '<=': '≤',
  '>=': '≥',
  '!=': '≠',
  '...': '…',
  ' ': '\u00A0\u2002\u2003\u2009\u202F\u3000\u200B\uFEFF',
};

/** What was meant by a character that looks like one of Python's; `undefined` for any other. */
export function meantBy(character: string): string | undefined {
  const code = character.codePointAt(0)!;
  // Full-width forms, as Chinese and Japanese keyboards type them, mirror ASCII at a distance.
  if (code >= 0xff01 && code <= 0xff5e && !/[\p{L}\p{N}]/u.test(character)) {
    return String.fromCharCode(code - 0xfee0);
  }
  return Object.keys(byWhatIsMeant).find((meant) => byWhatIsMeant[meant]!.includes(character));
}

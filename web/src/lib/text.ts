// SPDX-License-Identifier: Apache-2.0
// Text of the record as it can be shown. Characters that would turn round or
// hide what stands beside them are made visible instead of obeyed.

const BIDI: Record<string, string> = {
  "\u202a": "⟨LRE⟩",
  "\u202b": "⟨RLE⟩",
  "\u202c": "⟨PDF⟩",
  "\u202d": "⟨LRO⟩",
  "\u202e": "⟨RLO⟩",
};

// Isolates (U+2066 to 2069) end with the element that they stand in and stay.
const ODD = /[\u202a-\u202e\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

export function shown(text: string): string {
  return text.replace(ODD, (c) => {
    const code = c.charCodeAt(0);
    return BIDI[c] ?? String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}

const LONGEST = 240;

/** A name or title: nobody's fills a page. The report's text has all of it. */
export function short(text: string): string {
  if (text.length <= LONGEST) return shown(text);
  let end = LONGEST - 20;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last < 0xdc00) end--; // not half a character
  return `${shown(text.slice(0, end))}… (${text.length} characters)`;
}

// Direction marks, other invisible format characters and control characters, without tab and line break.
const hidden = /(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/u

// Some format characters are seen by what they do: within emoji of several parts, between Arabic letters, and after the virama
// of Indian scripts (RFC 5892, appendix A). The rest of the text is not touched.
const hiddenOrSeen =
  /(?<seen>(?=\p{Extended_Pictographic})\p{RGI_Emoji}|(?<=\p{scx=Arab})\u200C(?=\p{scx=Arab})|(?<=[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA])[\u200C\u200D])|(?![\n\t])[\p{Cc}\p{Cf}\u2028\u2029]/gv

/** Text that came from outside, with every character that cannot be seen written as its code: "a⟨U+202E⟩b". */
export const visible = (text: string): string =>
  hidden.test(text)
    ? text.replace(hiddenOrSeen, (found, seen: string | undefined) => seen ?? `⟨U+${codeOf(found)}⟩`)
    : text

const codeOf = (char: string) => (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

// Direction marks, other invisible format characters and control characters, without tab and line break.
const hidden = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** Text that came from outside, with every character that cannot be seen written as its code: "a⟨U+202E⟩b". */
export const visible = (text: string): string =>
  text.replace(hidden, (char) => (char === '\n' || char === '\t' ? char : `⟨U+${codeOf(char)}⟩`))

const codeOf = (char: string) => (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

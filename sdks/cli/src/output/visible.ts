// Controls (a terminal obeys C1 too), what hides text or turns its direction, separators of lines, halves of a character.
// The two joiners that scripts and emoji need are no danger.
const unsafe = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/** Text from outside as a terminal may have it: a control character is shown as `\x1b`, never sent. */
export const visible = (text: string): string =>
  text.replaceAll(unsafe, (character) => {
    const code = codeOf(character)
    return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 1)}}`
  })

/** The same in a double-quoted text of YAML. */
export const visibleInYaml = (text: string): string =>
  text.replaceAll(unsafe, (character) => {
    const code = codeOf(character)
    if (code <= 0xff) return `\\x${hex(code, 2)}`
    return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
  })

const codeOf = (character: string): number => character.codePointAt(0) ?? 0
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')

export const isVisible = (text: string): boolean => text.search(unsafe) === -1

/** JSON whose strings have the same meaning and no character that a terminal obeys. */
export const visibleJson = (json: string): string => json.replaceAll(unsafe, inJson)

// JSON.stringify has escaped C0 already; what is left of it is the line feed between lines.
const inJson = (character: string): string =>
  character === '\n'
    ? character
    : character
        .split('')
        .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
        .join('')

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u

/** Columns that visible text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /[\p{M}\u200c\u200d]/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return width
}

/** The text within so many columns, cut with an ellipsis. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (widthOf(kept + character) > columns - 1) break
    kept += character
  }
  return `${kept}…`
}

import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A key in the format that Plinth takes: op_test_<lookup id>_<secret>_<CRC-32 of all before it>. */
export function newOperatorKey(): string {
  const body = `op_test_${word(16)}_${word(43)}`
  return `${body}_${number62(crc32(body), 6)}`
}

const word = (length: number): string => Array.from({ length }, () => letters.charAt(randomInt(62))).join('')

function number62(value: number, length: number): string {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 62)) text = letters.charAt(rest % 62) + text
  return text
}

import { randomInt } from 'node:crypto'
import { slugLengthMax, slugPattern } from '@plinth/kit/field-limits'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const suffixLength = 6

/** Attempts with a generated slug before a call fails. */
export const slugTriesMax = 3

export const isSlug = (slug: string): boolean => slug.length <= slugLengthMax && slugPattern.test(slug)

/** "Acme, Inc." → "acme-inc-x7k2p9": the allowed characters of the name, and six random characters. */
export function slugFor(name: string, random: (below: number) => number = randomInt): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g) ?? ['workspace']
  const stem = words
    .join('-')
    .slice(0, slugLengthMax - suffixLength - 1)
    .replace(/-$/, '')
  const suffix = Array.from({ length: suffixLength }, () => letters.charAt(random(letters.length))).join('')
  return `${stem}-${suffix}`
}

import { randomInt } from 'node:crypto'
import { slugLengthMax, slugPattern } from '@plinth/kit/field-limits'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
const suffixLength = 6

const slugTriesMax = 3

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

/** Runs work with a generated slug again while another has the slug by chance: then work returns undefined. Undefined after three tries. */
export async function withFreshSlug<T>(work: () => Promise<T | undefined>): Promise<T | undefined> {
  for (let tries = 1; tries <= slugTriesMax; tries++) {
    const made = await work()
    if (made !== undefined) return made
  }
  return undefined
}

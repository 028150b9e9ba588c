import { isStorable } from './stored-text.ts'

// api.md §5
const tagsMax = 50
const tagLengthMax = 100
const pairsMax = 50
const keyLengthMax = 40
const valueLengthMax = 500

export type Mistakes = Record<string, string[]>

export function tagMistakes(tags: readonly string[]): Mistakes {
  const isFine = tags.length <= tagsMax && tags.every((tag) => isText(tag, tagLengthMax))
  return isFine ? {} : { tags: [`The list must have at most ${tagsMax} tags of 1 to ${tagLengthMax} characters.`] }
}

export function metadataMistakes(metadata: Readonly<Record<string, string>>): Mistakes {
  const pairs = Object.entries(metadata)
  const isFine =
    pairs.length <= pairsMax &&
    pairs.every(([key, value]) => isText(key, keyLengthMax) && (value === '' || isText(value, valueLengthMax)))
  if (isFine) return {}
  return {
    metadata: [
      `The metadata must have at most ${pairsMax} pairs, with keys of 1 to ${keyLengthMax} and values of at most ${valueLengthMax} characters.`,
    ],
  }
}

const isText = (text: string, lengthMax: number): boolean => text !== '' && text.length <= lengthMax && isStorable(text)

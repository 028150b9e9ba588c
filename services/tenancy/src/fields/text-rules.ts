// Rules of text, tags and metadata of workspaces and namespaces (api.md §5), and of other text of callers.
import { hasCharactersAtMost, isStorable } from '@plinth/kit/characters'
import { metadataLimits, tagLimits } from '@plinth/kit/field-limits'

const { tagsMax, lengthMax: tagLengthMax } = tagLimits
const { pairsMax, keyMax: keyLengthMax, valueMax: valueLengthMax } = metadataLimits

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

const isText = (text: string, lengthMax: number): boolean =>
  text !== '' && hasCharactersAtMost(text, lengthMax) && isStorable(text)

/** Returns the JSON with its keys in the order in which jsonb returns them: the shorter first, then by their bytes. */
export function asStored<T>(value: T): T {
  // The same shape with the keys in another order, so the type stays.
  return ordered(value) as T
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => ({ key: Buffer.from(key), name: key, item }))
  entries.sort((a, b) => a.key.length - b.key.length || a.key.compare(b.key))
  return Object.fromEntries(entries.map(({ name, item }) => [name, ordered(item)]))
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Returns the text if it can be compared with a uuid column. */
export const asUuid = (idOrUuid: string): string | null => (uuid.test(idOrUuid) ? idOrUuid : null)

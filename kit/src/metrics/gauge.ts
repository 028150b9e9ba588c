import { withTimeout } from '../timeout.ts'
import { type FamilyShape, headText, labelText, type Values } from './family.ts'
import { register } from './registry.ts'

export type Reading<Names extends readonly string[]> = { value: number; labels: Values<Names> }

export interface Gauge<Names extends readonly string[]> {
  /** Adds a source that is read at every scrape; a source that rejects or takes 2 s is left out. Returns a function that removes it. */
  read(source: () => Reading<Names>[] | Promise<Reading<Names>[]>): () => void
}

/** A value at the moment of a scrape; one metric can have several sources. */
export function gauge<const Names extends readonly string[]>(
  shape: FamilyShape<Names> & { type?: 'gauge' | 'counter' },
): Gauge<Names> {
  const sources = new Set<() => Reading<Names>[] | Promise<Reading<Names>[]>>()
  register(async () => {
    const readings = (await Promise.all([...sources].map(readingsOf))).flat()
    const lines = readings.map(({ value, labels }) => {
      const text = labelText(shape.labels, labels)
      return `${shape.name}${text === '' ? '' : `{${text}}`} ${value}`
    })
    return lines.length === 0 ? [] : [...headText(shape.name, shape.help, shape.type ?? 'gauge'), ...lines]
  })
  return {
    read(source) {
      sources.add(source)
      return () => void sources.delete(source)
    },
  }
}

const readMsMax = 2_000

async function readingsOf<Reading>(source: () => Reading[] | Promise<Reading[]>): Promise<Reading[]> {
  try {
    return await withTimeout(readMsMax, Promise.resolve(source()))
  } catch {
    return []
  }
}

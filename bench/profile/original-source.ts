import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

export interface Position {
  url: string
  /** From 0. */
  lineNumber: number
  columnNumber: number
}

const maps = new Map<string, SourceMap | undefined>()

/** The URL of the source that a place in the built program comes from, by the maps beside it; any other URL as it is. */
export function originalSource({ url, lineNumber, columnNumber }: Position): string {
  const entry = mapOf(url)?.findEntry(lineNumber, columnNumber)
  return entry !== undefined && 'originalSource' in entry ? new URL(entry.originalSource, url).href : url
}

function mapOf(url: string): SourceMap | undefined {
  if (!url.startsWith('file:')) return undefined
  if (!maps.has(url)) {
    const path = `${fileURLToPath(url)}.map`
    maps.set(url, existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined)
  }
  return maps.get(url)
}

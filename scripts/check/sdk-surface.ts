import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reportBreaks } from './accepted-breaks.ts'
import { openApiPath, releasedText } from './openapi.ts'
import type { Step } from './step.ts'

/** A program that was written against the SDKs of the last release still compiles: its methods, fields and types are there. */
export const sdkSurface: Step = {
  name: 'sdk-surface',
  async run(root) {
    const released = releasedText(root)
    if (!released) return
    const { names, readDocument, surfaceBreaks } = await import('@plinth/sdk-generator')
    const read = (text: string) => readDocument(JSON.parse(text), { version: '', names })
    reportBreaks(root, 'sdks', surfaceBreaks(read(released), read(readFileSync(join(root, openApiPath), 'utf8'))))
  },
}

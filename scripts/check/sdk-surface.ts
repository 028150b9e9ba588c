import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reportBreaks } from './accepted-breaks.ts'
import { openApiPath, releasedPath } from './openapi.ts'
import type { Step } from './step.ts'

/** A program that was written against the SDKs of the last release still compiles: its methods, fields and types are there. */
export const sdkSurface: Step = {
  name: 'sdk-surface',
  async run(root) {
    const { names, readDocument, surfaceBreaks } = await import('@plinth/sdk-generator')
    const released = readFileSync(join(root, releasedPath), 'utf8')
    // A release without samples had no SDK.
    const hadSdks = released.includes('"x-codeSamples"')
    const read = (text: string) => readDocument(JSON.parse(text), { version: '', names })
    const found = hadSdks ? surfaceBreaks(read(released), read(readFileSync(join(root, openApiPath), 'utf8'))) : []
    reportBreaks(root, 'sdks', found)
  },
}

import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { announce } from './announcer.tsx'
import { type TimesIn, timesIn } from './time.ts'

let shown: TimesIn = timesIn
const hearers = new Set<(zone: TimesIn) => void>()

/** Shows times in the other zone until the document is loaded again. What is typed stays, and so does the reader's choice. */
export function showOtherZone(): void {
  shown = otherZone(shown)
  for (const hear of hearers) hear(shown)
  announce(words.shell.timesNow[shown])
}

export const otherZone = (zone: TimesIn): TimesIn => (zone === 'utc' ? 'local' : 'utc')

/** The zone in which times stand now. */
export function useShownZone(): TimesIn {
  const [zone, setZone] = useState(shown)
  useEffect(() => {
    // It may have changed since this was drawn.
    setZone(shown)
    hearers.add(setZone)
    return () => void hearers.delete(setZone)
  }, [])
  return zone
}

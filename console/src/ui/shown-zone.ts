import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { store, stored } from '../stored.ts'
import { announce } from './announcer.tsx'

export type Zone = 'local' | 'utc'

/** The reader's choice, in which times stand when the document is loaded. */
export const chosenZone = (): Zone => (stored('times') === 'utc' ? 'utc' : 'local')

let shown = chosenZone()
const hearers = new Set<(zone: Zone) => void>()

/** The zone in which all times stand now. The shell draws everything again when it changes. */
export const shownZone = (): Zone => shown

export const otherZone = (): Zone => (shown === 'utc' ? 'local' : 'utc')

export function chooseZone(zone: Zone): void {
  store('times', zone)
  show(zone)
}

/** Shows times in the other zone until the document is loaded again. The reader's choice stays. */
export const showOtherZone = (): void => show(otherZone())

function show(zone: Zone): void {
  if (zone === shown) return
  shown = zone
  for (const hear of hearers) hear(zone)
  announce(words.shell.timesNow[zone])
}

/** Draws the component and what is below it again when the shown zone changes; what is typed stays. */
export function useShownZone(): void {
  const [, setZone] = useState(shown)
  useEffect(() => {
    // It may have changed since this was drawn.
    setZone(shown)
    hearers.add(setZone)
    return () => void hearers.delete(setZone)
  }, [])
}

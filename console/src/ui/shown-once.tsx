import { useEffect, useLayoutEffect, useState } from 'preact/hooks'
import { holdPage } from '../api/query-cache.ts'
import { words } from '../messages/index.ts'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'
import { warnBeforeLeaving } from './leaving.ts'

interface ShownOnceProps {
  title: string
  /** The kind of secret: "API key". */
  name: string
  secret: string
  onDone: () => void
}

let show: ((shown: ShownOnceProps | undefined) => void) | undefined

/** Shows a new secret, until its reader has stored it: also on other pages, where the browser's Back may lead meanwhile. */
export const showOnce = (shown: ShownOnceProps): void => show?.(shown)

/** Where secrets are shown: beside the pages, which come and go. */
export function ShownOnceHost() {
  const [shown, setShown] = useState<ShownOnceProps>()
  useLayoutEffect(() => {
    show = setShown
    return () => {
      show = undefined
    }
  }, [])
  if (shown === undefined) return null
  const done = () => {
    setShown(undefined)
    shown.onDone()
  }
  return <ShownOnce {...shown} onDone={done} />
}

/** A new secret. The dialog closes only after copying or a tick; the secret stands in its text alone, and goes with it. */
function ShownOnce({ title, name, secret, onDone }: ShownOnceProps) {
  const { shownOnce, common } = words
  const [isStored, setStored] = useState(false)
  useLayoutEffect(() => holdPage(), [])
  useEffect(() => (isStored ? undefined : warnBeforeLeaving()), [isStored])
  return (
    <Dialog title={title} onClose={onDone} isHeld={!isStored}>
      <p>{shownOnce.text}</p>
      <p class="secret">
        <output aria-label={name}>{secret}</output>
        <CopyButton text={secret} name={name} onCopy={() => setStored(true)} />
      </p>
      <label class="tick">
        <input type="checkbox" checked={isStored} onChange={({ currentTarget }) => setStored(currentTarget.checked)} />
        {shownOnce.stored}
      </label>
      <div class="buttons">
        <button type="button" class="primary" disabled={!isStored} onClick={onDone}>
          {common.done}
        </button>
      </div>
    </Dialog>
  )
}

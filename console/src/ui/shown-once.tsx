import { useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { CopyButton } from './copy-button.tsx'
import { Dialog } from './dialog.tsx'

/** A new key. The dialog closes only after copying or a tick; the key stands in its text alone, and goes with it. */
export function ShownOnce({ title, apiKey, onDone }: { title: string; apiKey: string; onDone: () => void }) {
  const { keys, common } = words
  const [isStored, setStored] = useState(false)
  return (
    <Dialog title={title} onClose={onDone} isHeld={!isStored}>
      <p>{keys.shownOnce}</p>
      <p class="secret">
        <output aria-label={keys.key}>{apiKey}</output>
        <CopyButton text={apiKey} name={keys.key} onCopy={() => setStored(true)} />
      </p>
      <label class="tick">
        <input type="checkbox" checked={isStored} onChange={({ currentTarget }) => setStored(currentTarget.checked)} />
        {keys.stored}
      </label>
      <div class="buttons">
        <button type="button" class="primary" disabled={!isStored} onClick={onDone}>
          {common.done}
        </button>
      </div>
    </Dialog>
  )
}

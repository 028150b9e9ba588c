import { words } from '../../messages/index.ts'
import { Dialog } from '../../ui/dialog.tsx'

export function DiscardDialog({ onClose, onDiscard }: { onClose: () => void; onDiscard: () => void }) {
  const { catalog: text } = words
  return (
    <Dialog title={text.discardTitle} onClose={onClose}>
      <p>{text.discardText}</p>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {text.goOn}
        </button>
        <button type="button" class="danger" onClick={onDiscard}>
          {text.cancel}
        </button>
      </div>
    </Dialog>
  )
}

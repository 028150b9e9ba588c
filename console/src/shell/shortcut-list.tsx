import { words } from '../messages/index.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { Destination } from './pages.ts'

interface Props {
  destinations: readonly Destination[]
  onClose: () => void
}

export function ShortcutList({ destinations, onClose }: Props) {
  const { shell, common } = words
  const { palette, filter, move, open, choose, zone, go, help } = shell.shortcutsOf
  const lines = [
    ['Ctrl K · ⌘ K', palette],
    ['/', filter],
    ['j · k', move],
    ['Enter', open],
    ['x', choose],
    [destinations.map(({ letter }) => `g ${letter}`).join(' · '), go],
    ['z', zone],
    ['?', help],
  ] as const
  return (
    <Dialog title={shell.shortcuts} onClose={onClose}>
      <dl class="shortcuts">
        {lines.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {common.close}
        </button>
      </div>
    </Dialog>
  )
}

import type { ComponentChildren } from 'preact'
import { useId, useRef } from 'preact/hooks'

const gapPx = 4

interface MenuProps {
  /** The label of the button. */
  label: string
  /** The content of the button; its label is then only read aloud. */
  face: ComponentChildren
  children: ComponentChildren
}

/**
 * A button that opens what stands on the side of it that has more room. Choosing a button inside closes it; Escape, a click
 * elsewhere and the focus elsewhere, too.
 */
export function Menu({ label, face, children }: MenuProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  // The menu would stand over what has the focus next.
  const closeAfterwards = ({ relatedTarget: next }: FocusEvent) => {
    if (!(next instanceof Node) || next === button.current || panel.current?.contains(next) === true) return
    panel.current?.hidePopover()
  }
  const place = (event: { newState: string }) => {
    if (event.newState !== 'open' || button.current === null || panel.current === null) return
    const { top, bottom, right } = button.current.getBoundingClientRect()
    const { clientWidth, clientHeight } = document.documentElement
    const [above, below] = [top, clientHeight - bottom]
    const { style } = panel.current
    style.top = below >= above ? `${bottom + gapPx}px` : 'auto'
    style.bottom = below >= above ? 'auto' : `${clientHeight - top + gapPx}px`
    style.maxHeight = `${Math.max(above, below) - 2 * gapPx}px`
    style.right = `${Math.max(gapPx, clientWidth - right)}px`
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="icon"
        popovertarget={id}
        aria-label={label}
        title={label}
        onFocusOut={closeAfterwards}
      >
        {face}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        class="menu"
        onBeforeToggle={place}
        onFocusOut={closeAfterwards}
        // Before the button inside hears it: the dialog that it opens gives the focus back to where it finds it.
        onClickCapture={({ target }) => {
          if (!(target instanceof Element) || target.closest('[data-closes]') === null) return
          panel.current?.hidePopover()
          button.current?.focus()
        }}
      >
        {children}
      </div>
    </>
  )
}

export function MenuItem({
  onChoose,
  isDanger = false,
  children,
}: {
  onChoose: () => void
  isDanger?: boolean
  children: ComponentChildren
}) {
  return (
    <button type="button" class={isDanger ? 'item danger-text' : 'item'} data-closes onClick={onChoose}>
      {children}
    </button>
  )
}

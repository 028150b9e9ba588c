import type { ComponentChildren } from 'preact'

export function Empty({
  title,
  text,
  action,
}: {
  title: string
  text?: string | undefined
  action?: ComponentChildren
}) {
  return (
    <div class="empty" role="status">
      <strong>{title}</strong>
      {text !== undefined && <p>{text}</p>}
      {action}
    </div>
  )
}

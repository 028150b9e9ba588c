import { words } from '../../messages/index.ts'

export function SignedOutElsewhere() {
  return (
    <p class="notice" role="status">
      {words.signIn.endedElsewhere}
    </p>
  )
}

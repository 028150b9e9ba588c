/** A head that was kept elsewhere. */
export interface KeptHead {
  /** YYYY-MM */
  month: string
  position: number
  /** In lower-case hex. */
  seal: string
}

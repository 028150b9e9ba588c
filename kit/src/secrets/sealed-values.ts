/** Values of one kind that a part's database holds encrypted and that are still read. */
export interface SealedValues {
  /** In the plural, as `plinth doctor` says it. */
  readonly what: string
  /** A query whose column `sealed` has them. */
  readonly query: string
}

/** Ends a run between two steps: its job was stopped. */
export class Stopped extends Error {
  override name = 'Stopped'
  constructor() {
    super('The job was stopped between two steps.')
  }
}

/** A stretch of a program that is loaded to an address. */
export interface LoadedPart {
  readonly address: number;
  /** Place in the file, and the bytes that it has there. */
  readonly offset: number;
  readonly length: number;
}

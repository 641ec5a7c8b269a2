export interface StoredBlob {
  /** `sha256:…` of the bytes. */
  readonly digest: string;
  readonly sizeBytes: number;
}

/** One blob on its way into a store. After `commit` or `abort` nothing more is done with it. */
export interface BlobWriter {
  /** The store is done with the chunk once this settles. */
  write(chunk: Uint8Array): Promise<void> | void;
  /** No more bytes follow; frees what writing held, and still nothing is in the store. */
  seal(): Promise<StoredBlob>;
  /** Puts the blob into the store under its digest, sealing it first when that was not done. */
  commit(): Promise<
    StoredBlob & { /** Whether the store did not have it before. */ readonly isNew: boolean }
  >;
  /** Leaves nothing behind. May be called at any time, even after `commit`, when it does nothing. */
  abort(): Promise<void>;
}

/** Where blobs of an archive go. */
export interface BlobSink {
  create(): Promise<BlobWriter>;
  /** Takes a blob out again; does nothing when it is not there. */
  remove(digest: string): Promise<void>;
}

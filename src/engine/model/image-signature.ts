/** A signature of an image, as its registry gives it. */
export interface ImageSignature {
  readonly kind: 'cosign' | 'notation';
  /** It is good, is about this image's digest, and its certificate leads to a root that is trusted. */
  readonly isVerified: boolean;
  /** Subject of the certificate; null: it was made with a key alone. */
  readonly identity: string | null;
  /** Who vouches for the identity; null as well. */
  readonly issuer: string | null;
}

/** A statement about an image (https://in-toto.io/Statement). */
export interface ImageAttestation {
  readonly predicateType: string;
  /** As that of a signature. */
  readonly isVerified: boolean;
}

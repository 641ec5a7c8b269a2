import { redacted, type Span } from '../../secrets/redaction.js';

/** Characters for private use, of which each stands for one secret. */
const firstCharacter = 0xe000;
const characterCount = 6_400;
const privateUse = /[\uE000-\uF8FF]/g;

/** The text without characters for private use: they are this program's own from here on. Keeps its length. */
export function withoutPrivateUse(text: string): string {
  return text.replace(privateUse, '\ufffd');
}

/**
 * Puts characters for private use in the place of secrets, as many as the secret is long, so that a text can be cut up
 * with every place in it kept; and, where a piece of it is to be shown, what redaction leaves of the secret in theirs.
 */
export class SecretMask {
  private readonly previews: string[] = [];
  private readonly indices = new Map<string, number>();
  /** Secrets that are looked for wherever else they stand. */
  private readonly everywhere = new Set<string>();

  /** Hides the secret in every text that is masked, wherever it stands. */
  hideEverywhere(secret: string): void {
    if (this.everywhere.size < mostEverywhere) this.everywhere.add(secret);
  }

  mask(text: string, spans: readonly Span[]): string {
    let masked = '';
    let end = 0;
    for (const span of spans) {
      masked += text.slice(end, span.start) + this.stand(text.slice(span.start, span.end));
      end = span.end;
    }
    masked += text.slice(end);
    for (const secret of this.everywhere) {
      if (masked.includes(secret)) masked = masked.replaceAll(secret, () => this.stand(secret));
    }
    return masked;
  }

  /** A piece of a masked text as it may be kept and shown. */
  reveal(piece: string): string {
    return piece.replace(/([\uE000-\uF8FF])\1*/g, (_, character: string) => {
      return this.previews[character.charCodeAt(0) - firstCharacter] ?? '…';
    });
  }

  private stand(secret: string): string {
    const known = this.indices.get(secret);
    const index = known ?? this.indices.size % characterCount;
    if (known === undefined) {
      this.indices.set(secret, index);
      this.previews[index] = redacted(secret);
    }
    return secret.replace(/[^\n]/g, String.fromCharCode(firstCharacter + index));
  }
}

const mostEverywhere = 200;

/** Above this many characters no version gets a key. */
const longestVersion = 1024;

/** Whether the version is short enough to be read at all. */
export function isKeyable(version: string): boolean {
  return version.length <= longestVersion;
}

/** Writes an order-preserving key piece by piece. */
export class KeyBytes {
  private readonly bytes: number[] = [];

  /** One byte, 0 to 255. */
  byte(value: number): this {
    this.bytes.push(value);
    return this;
  }

  /**
   * A decimal number of any size: how many digits it has, then the digits. Leading zeros do not count; no digits at all
   * is zero.
   */
  number(digits: string): this {
    const significant = digits.replace(/^0+/, '');
    const { length } = significant;
    if (length < 0xff) this.bytes.push(length);
    else this.bytes.push(0xff, length >> 8, length & 0xff);
    return this.ascii(significant);
  }

  /** A text without NUL that sorts before every longer text it begins. */
  terminated(text: string): this {
    return this.ascii(text).byte(0);
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }

  private ascii(text: string): this {
    for (let index = 0; index < text.length; index += 1) this.bytes.push(text.charCodeAt(index));
    return this;
  }
}

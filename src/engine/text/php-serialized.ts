import { UnreadableFileError } from '../model/file-reader.js';

/** Arrays in arrays, and values in all. */
const deepest = 64;
const mostValues = 500_000;

/**
 * A value as PHP's `serialize` writes it (https://www.php.net/manual/en/function.serialize.php): null, booleans, numbers,
 * texts, and arrays as objects. Nothing is made of objects and references, which data has none of.
 * @throws UnreadableFileError when it is none, holds others, or more than is read
 */
export function parsePhpSerialized(content: Uint8Array): unknown {
  const reader = new Reader(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
  return reader.value(0);
}

class Reader {
  private at = 0;
  private left = mostValues;

  constructor(private readonly bytes: Buffer) {}

  value(depth: number): unknown {
    this.left -= 1;
    if (this.left < 0) throw new UnreadableFileError(`it has more than ${mostValues} values`);
    const type = this.bytes.toString('latin1', this.at, this.at + 2);
    this.at += 2;
    switch (type) {
      case 'N;':
        return null;
      case 'b:':
        return this.until(';') === '1';
      case 'i:':
      case 'd:':
        return Number(this.until(';'));
      case 's:':
        return this.text();
      case 'a:':
        return this.array(depth);
      default:
        throw this.damage();
    }
  }

  /** `5:"hello";`, its length in bytes. */
  private text(): string {
    const length = this.count();
    const start = this.at + 1;
    const end = start + length;
    if (this.bytes[this.at] !== quote || this.bytes[end] !== quote || this.bytes[end + 1] !== semicolon)
      throw this.damage();
    this.at = end + 2;
    return this.bytes.toString('utf8', start, end);
  }

  /** `1:{i:0;s:1:"a";}`: keys and values by turns. */
  private array(depth: number): Record<string, unknown> {
    if (depth >= deepest) throw new UnreadableFileError(`it is nested more than ${deepest} deep`);
    const entries: [string, unknown][] = [];
    let left = this.count();
    this.expect('{');
    for (; left > 0; left -= 1) {
      const key = this.value(deepest);
      entries.push([String(key), this.value(depth + 1)]);
    }
    this.expect('}');
    return Object.fromEntries(entries);
  }

  private count(): number {
    const text = this.until(':');
    if (!/^[0-9]{1,9}$/.test(text)) throw this.damage();
    return Number(text);
  }

  /** What stands before the mark, at most 40 characters. */
  private until(mark: string): string {
    const end = this.bytes.subarray(this.at, this.at + 40).indexOf(mark);
    if (end === -1) throw this.damage();
    const text = this.bytes.toString('latin1', this.at, this.at + end);
    this.at += end + 1;
    return text;
  }

  private expect(mark: string): void {
    if (this.bytes[this.at] !== mark.charCodeAt(0)) throw this.damage();
    this.at += 1;
  }

  private damage(): UnreadableFileError {
    return new UnreadableFileError(`it is nothing that PHP serialized, at byte ${this.at}`);
  }
}

const quote = 0x22;
const semicolon = 0x3b;

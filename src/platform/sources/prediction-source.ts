import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  beginsPredictions,
  type ExploitPrediction,
  readPredictionLine,
} from '../../engine/advisories/exploit-prediction.js';
import { AdvisorySourceError, systemReason } from './advisory-source-error.js';
import type { SourceItem } from './source-item.js';
import type { SourceLimits } from './source-limits.js';

/** Predictions of one item. */
const partSize = 10_000;
/** Most characters of a whole file: a hundred times what FIRST's has. */
const mostCharacters = 2 ** 30;
/** Most characters that may wait for the end of their line. */
const longestLine = 10_000;

/**
 * FIRST's scores (EPSS), plain or gzipped, in parts. A line that cannot be read is a problem of its own.
 * @throws AdvisorySourceError when the file is cut off or damaged, has no date, or is no such file
 */
export async function* predictionItems(
  path: string,
  shown: string,
  limits: SourceLimits,
): AsyncGenerator<SourceItem> {
  const lines = new PredictionLines(shown, limits);
  try {
    for await (const text of textOf(path)) {
      lines.push(text);
      yield* lines.take(false);
    }
    lines.end();
    yield* lines.take(true);
  } catch (error) {
    throw error instanceof AdvisorySourceError ? error : damage(shown, error);
  }
}

async function* textOf(path: string): AsyncGenerator<string> {
  const handle = await open(path, 'r');
  const head = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close());
  const isGzip = head.buffer.readUInt16BE() === 0x1f8b;
  const file = createReadStream(path);
  const bytes = isGzip ? pipeline(file, createGunzip(), () => undefined) : file;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

/** Puts chunks of text together to lines, and lines to parts. */
class PredictionLines {
  private rest = '';
  private number = 0;
  private characters = 0;
  private scoredOn: string | null = null;
  private hasPredictions = false;
  private predictions: ExploitPrediction[] = [];
  private problems: SourceItem[] = [];
  private lastProblem: string | null = null;

  constructor(
    private readonly shown: string,
    private readonly limits: SourceLimits,
  ) {}

  push(text: string): void {
    this.characters += text.length;
    const most = Math.min(mostCharacters, this.limits.totalBytes);
    if (this.characters > most) {
      const message = `${this.shown}: more than ${most} bytes uncompressed`;
      throw new AdvisorySourceError('too-large', message);
    }
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.read(line);
    if (this.rest.length > longestLine) {
      throw new AdvisorySourceError('corrupt', `${this.shown}: line ${this.number + 1} does not end`);
    }
  }

  /** A last line without an end may be whole; one that cannot be read was cut off. */
  end(): void {
    this.lastProblem = null;
    if (this.rest !== '') this.read(this.rest);
    if (this.lastProblem !== null) {
      throw new AdvisorySourceError('truncated', `${this.shown}: ends within line ${this.number}`);
    }
    if (!this.hasPredictions) throw new AdvisorySourceError('empty', `${this.shown}: holds no EPSS score`);
  }

  /** The parts that are full; at the end all of them. */
  *take(isEnd: boolean): Generator<SourceItem> {
    yield* this.problems.splice(0);
    while (this.predictions.length >= (isEnd ? 1 : partSize)) {
      const predictions = this.predictions.splice(0, partSize);
      if (this.scoredOn === null) {
        const message = `${this.shown}: no score_date in its first line: it is not known of when the scores are`;
        throw new AdvisorySourceError('corrupt', message);
      }
      yield { name: this.shown, exploitPredictions: { scoredOn: this.scoredOn, predictions } };
    }
  }

  private read(text: string): void {
    this.number += 1;
    if (this.number === 1 && !beginsPredictions(text)) {
      throw new AdvisorySourceError('unsupported', `${this.shown}: not FIRST's CSV of EPSS scores`);
    }
    const line = readPredictionLine(text);
    if (line.kind === 'date' && !this.hasPredictions) this.scoredOn = line.scoredOn;
    if (line.kind === 'prediction') {
      this.predictions.push(line.prediction);
      this.hasPredictions = true;
    }
    if (line.kind !== 'problem') return;
    this.lastProblem = line.problem;
    this.problems.push({ name: `${this.shown}#${this.number}`, problem: line.problem });
  }
}

function damage(shown: string, error: unknown): AdvisorySourceError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = systemReason(error);
  if (code === 'Z_BUF_ERROR') return sourceError('truncated', shown, 'the gzip is cut off', error);
  if (code.startsWith('Z_')) return sourceError('corrupt', shown, `damaged gzip: ${reason}`, error);
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return sourceError('corrupt', shown, 'not UTF-8 text', error);
  return sourceError('unreadable', shown, reason, error);
}

function sourceError(
  code: AdvisorySourceError['code'],
  shown: string,
  reason: string,
  cause: unknown,
): AdvisorySourceError {
  return new AdvisorySourceError(code, `${shown}: ${reason}`, { cause });
}

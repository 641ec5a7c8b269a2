/** One event of a stream. */
export interface ServerSentEvent {
  /** `message` when the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** Longest event, in characters: a stream that exceeds it is not one of ours. */
const maxEventLength = 16 * 1024 * 1024;

/**
 * Takes a stream of server-sent events apart, wherever its chunks are cut
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). Ids and retry times are ignored.
 */
export class ServerSentEventParser {
  private line = '';
  private event = '';
  private data: string[] = [];
  private length = 0;
  private isAfterReturn = false;
  private isFirst = true;

  /**
   * The events that the text completes.
   * @throws Error when an event is longer than 16 Mi characters.
   */
  push(text: string): ServerSentEvent[] {
    if (text === '') return [];
    const rest = this.withoutSplitEnd(text);
    this.isAfterReturn = text.endsWith('\r');
    this.length += rest.length;
    const lines = rest.split(/\r\n|\r|\n/);
    const last = lines.pop() ?? '';
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      this.take(this.line + line, events);
      this.line = '';
    }
    this.line += last;
    if (this.length > maxEventLength) throw new Error('The event stream holds an event that is too long');
    return events;
  }

  /** Without the line feed of a line end whose carriage return came before, and without a byte order mark. */
  private withoutSplitEnd(text: string): string {
    const start = this.isFirst && text.startsWith('\ufeff') ? 1 : 0;
    this.isFirst = false;
    return text.slice(this.isAfterReturn && text.startsWith('\n') ? 1 : start);
  }

  private take(line: string, events: ServerSentEvent[]): void {
    if (line === '') return this.dispatch(events);
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.event = value;
    if (field === 'data') this.data.push(value);
  }

  private dispatch(events: ServerSentEvent[]): void {
    if (this.data.length > 0) events.push({ event: this.event || 'message', data: this.data.join('\n') });
    this.event = '';
    this.data = [];
    this.length = 0;
  }
}

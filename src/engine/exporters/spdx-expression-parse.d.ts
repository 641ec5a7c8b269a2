declare module 'spdx-expression-parse' {
  /** @throws Error when the text is no expression */
  export default function parse(text: string): object;
}

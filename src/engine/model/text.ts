/** A text for people, in both of the product's languages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

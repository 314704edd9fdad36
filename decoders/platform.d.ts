/** What every JavaScript runtime has but the language's own library does not declare. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array): string;
}

interface ErrorConstructor {
  stackTraceLimit: number;
}

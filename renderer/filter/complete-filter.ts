import type { CompletionSource } from '@codemirror/autocomplete';
export const completeFilter: CompletionSource = () => null;

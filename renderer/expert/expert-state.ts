import { create } from 'zustand';
import type { expertGroup, expertSeverity } from '../../contract/messages/expert.ts';
import type { Infer } from '../../contract/schema.ts';

export type Severity = Infer<typeof expertSeverity>;
export type Group = Infer<typeof expertGroup>;

/** The gravest first, with the name of many. */
export const severities: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['note', 'Notes'],
  ['chat', 'Chats'],
  ['comment', 'Comments'],
];

interface ExpertState {
  /** Only notes of packets that are displayed. */
  readonly displayed: boolean;
  readonly shown: readonly Severity[];
  readonly text: string;
}

/** What the expert page is narrowed down to. */
export const useExpert = create<ExpertState>()(() => ({
  displayed: false,
  shown: severities.map(([severity]) => severity),
  text: '',
}));

export function toggleSeverity(severity: Severity): void {
  useExpert.setState(({ shown }) => ({
    shown: shown.includes(severity) ? shown.filter((s) => s !== severity) : [...shown, severity],
  }));
}

/** Shows one severity alone, or all again where it is alone already. */
export function onlySeverity(severity: Severity): void {
  useExpert.setState(({ shown }) => ({
    shown: shown.length === 1 && shown[0] === severity ? severities.map(([s]) => s) : [severity],
  }));
}

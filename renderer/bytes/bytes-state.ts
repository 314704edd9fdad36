import { create } from 'zustand';

/** How bytes are shown. */
export const useBytes = create<{ readonly bits: boolean }>()(() => ({ bits: false }));

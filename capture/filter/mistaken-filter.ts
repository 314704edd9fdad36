import type { Registry } from '../../decoders/model/registry.ts';
import { captureToDisplay } from './capture-filter.ts';
import { compileFilter } from './compile-filter.ts';
import { FilterError } from './display-filter.ts';

/** The display filter that a text was meant as which is none but a capture filter, or null. */
export function meantAs(text: string, registry: Registry): string | null {
  const translation = captureToDisplay(text);
  if (translation === null) return null;
  try {
    compileFilter(translation, registry);
    return translation;
  } catch (error) {
    if (error instanceof FilterError) return null;
    throw error;
  }
}

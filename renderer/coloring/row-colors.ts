import type { CSSProperties } from 'react';
import type { ColoringRule } from './default-rules.ts';

/** How a row of a rule looks: the rule's own colours where the theme is light, tints of them where it is dark. */
export function rowColors({ background, foreground }: ColoringRule, dark: boolean): CSSProperties {
  if (!dark) return { '--row-ground': background, '--row-text': foreground } as CSSProperties;
  // A light ground says what it says by its hue; a dark one by its text.
  return isLight(background)
    ? ({
        '--row-ground': `color-mix(in oklab, ${background} 15%, var(--panel))`,
        '--row-text': 'var(--text)',
      } as CSSProperties)
    : ({
        '--row-ground': `color-mix(in oklab, ${background} 55%, var(--panel))`,
        '--row-text': foreground,
      } as CSSProperties);
}

function isLight(color: string): boolean {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 128;
}

import { Dialog, DialogBody } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import { takeFocus } from '../app/first-focus.ts';
import './help.css';
import { type Block, readMarkdown, type Span } from './markdown.ts';

/** The user guide, which is built into the page. */
const address = new URL('../../docs/user-guide.md', import.meta.url).href;

export function GuideDialog({ close }: { readonly close: () => void }) {
  const [blocks, setBlocks] = useState<readonly Block[]>([]);
  useEffect(() => {
    let current = true;
    const show = (text: string): void => {
      if (current) setBlocks(readMarkdown(text));
    };
    fetch(address)
      .then((response) => response.text())
      .then(show, () => show('The user guide could not be loaded. It is in docs/user-guide.md.'));
    return () => {
      current = false;
    };
  }, []);
  return (
    <Dialog isOpen title="User Guide" onClose={close} className="guide-dialog">
      <DialogBody>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
        <article className="guide" tabIndex={0} ref={takeFocus}>
          {blocks.map((block, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
            <BlockView key={n} block={block} />
          ))}
        </article>
      </DialogBody>
    </Dialog>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      if (block.level === 1) return null;
      return block.level === 2 ? <h2>{block.text}</h2> : <h3>{block.text}</h3>;
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'code':
      return <pre>{block.text}</pre>;
    case 'list':
      return (
        <ul>
          {block.items.map((item, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
            <li key={n}>
              <Spans spans={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <table>
          <tbody>
            {block.rows.map((row, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
              <tr key={n}>
                {row.map((cell, m) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
                  <td key={m}>
                    <Spans spans={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return spans.map(({ kind, text }, n) => {
    const Name = { text: 'span', code: 'code', strong: 'strong', emphasis: 'em' }[kind] as 'span';
    // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
    return <Name key={n}>{text}</Name>;
  });
}

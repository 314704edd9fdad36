import { useRef } from 'react';

interface PaneTab {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
}

interface PaneTabsProps {
  readonly label: string;
  readonly tabs: readonly PaneTab[];
  readonly selected: string;
  readonly select: (id: string) => void;
  /** Id of the element the tabs change. */
  readonly panel: string;
}

/** Tabs in a pane's heading; arrow keys move between them. */
export function PaneTabs({ label, tabs, selected, select, panel }: PaneTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (to: number): void => {
    const tab = tabs[(to + tabs.length) % tabs.length];
    select(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  return (
    <div
      className="pane-tabs"
      role="tablist"
      tabIndex={-1}
      aria-label={label}
      ref={list}
      onKeyDown={(event) => {
        const at = tabs.findIndex((tab) => tab.id === selected);
        if (event.altKey || event.ctrlKey) return;
        if (event.key === 'ArrowRight') move(at + 1);
        else if (event.key === 'ArrowLeft') move(at - 1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          aria-selected={tab.id === selected}
          aria-controls={panel}
          tabIndex={tab.id === selected ? 0 : -1}
          title={tab.help}
          className="pane-tab"
          onClick={() => select(tab.id)}
        >
          {tab.title}
        </button>
      ))}
    </div>
  );
}

import { Component, type ReactNode, Suspense } from 'react';
import { pages } from './pages.ts';
import { usePages } from './pages-state.ts';

/** The chosen page, for those that are not the packet's own panes. */
export function PageArea() {
  const chosen = usePages((s) => s.page);
  const Shown = pages.find(({ id }) => id === chosen)?.component;
  if (Shown === undefined) return null;
  return (
    <section className="page-area" data-page-area={chosen}>
      <PageFailure key={chosen}>
        <Suspense fallback={null}>
          <Shown />
        </Suspense>
      </PageFailure>
    </section>
  );
}

/** Keeps a failure of one page from taking the window with it. */
class PageFailure extends Component<{ readonly children: ReactNode }, { readonly failed: string | null }> {
  override state: { readonly failed: string | null } = { failed: null };

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return (
      <div className="page-failure" role="alert">
        <p>This page has failed: {failed}</p>
        <button type="button" className="panes-tool" onClick={() => this.setState({ failed: null })}>
          Show it again
        </button>
      </div>
    );
  }
}

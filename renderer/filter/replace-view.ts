import { showRow, useList } from '../packet-list/list-state.ts';
import { useApp, type ViewState } from '../state/app-state.ts';
import { client } from '../state/session.ts';

/** Shows another view of the same capture in the place of the present one; the frame shown stays, as far as it is in it. */
export async function replaceView(view: ViewState): Promise<void> {
  const { view: old } = useApp.getState();
  const { history, needs, fitted } = useList.getState();
  useApp.setState({ view });
  useList.setState({ history, needs, fitted });
  if (old)
    client()
      .call('views.close', { view: old.view })
      .catch(() => {});
  await findFrameAgain(view);
}

/** Makes the row of the frame that is shown the current one, or else the row nearest to it. */
async function findFrameAgain({ view, total }: ViewState): Promise<void> {
  const { frame } = useApp.getState();
  if (frame === null || total === 0) return;
  const { row } = await client().call('views.rowOfFrame', { view, frame });
  const now = useApp.getState();
  if (now.view?.view !== view || now.frame !== frame) return;
  const nearest = row ?? total - 1;
  const found = await client().call('views.frameAtRow', { view, row: nearest });
  if (useApp.getState().view?.view !== view || useApp.getState().frame !== frame || found.frame === null) return;
  showRow(nearest, found.frame);
}

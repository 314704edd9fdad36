import { useApp } from './app-state.ts';
import { packetData } from './packet-data.ts';
import { client } from './session.ts';

let wanted: number | null = null;

/** Selects a frame and fetches its tree; while one is being fetched only the newest selection is fetched next. */
export function selectFrame(frame: number | null): void {
  useApp.setState({ frame });
  if (frame === null) {
    useApp.setState({ packet: null, hovered: null, selected: null, layer: null });
    return;
  }
  const busy = wanted !== null;
  wanted = frame;
  if (!busy) void fetchWanted();
}

async function fetchWanted(): Promise<void> {
  while (wanted !== null) {
    const frame = wanted;
    const { active } = useApp.getState();
    if (active === null) break;
    try {
      const result = await client().call('packets.get', { capture: active, frame });
      const still = useApp.getState();
      if (still.active === active && still.frame === frame) {
        useApp.setState({ packet: packetData(frame, result), hovered: null, selected: null, layer: null });
      }
    } catch {
      break;
    }
    if (wanted === frame) break;
  }
  wanted = null;
}

import { runCommand } from '../app/commands.ts';
import { useInterfaces } from '../capture/interfaces-state.ts';
import { ExpertDot } from '../expert/ExpertDot.tsx';
import { withKeys } from '../menu/platform.ts';
import { useList } from '../packet-list/list-state.ts';
import { rowCount } from '../packet-list/row-selection.ts';
import { useProfiles } from '../profiles/profiles-state.ts';
import { activeCapture, type CaptureState, useApp } from '../state/app-state.ts';
import { FieldLine } from './FieldLine.tsx';
import { byteText, numberText, percentText } from './number-texts.ts';
import './status.css';
import { useMarkedCount } from './use-marked-count.ts';

/** What goes on, the field under the pointer, and how many packets there are. */
export function StatusBar() {
  const shown = useApp(activeCapture);
  const total = useApp((s) => s.view?.total ?? 0);
  const selected = useList((s) => rowCount(s.rows));
  const marked = useMarkedCount();
  const profile = useProfiles((s) => s.current);
  return (
    <footer className="status-bar">
      {shown && <ExpertDot capture={shown.capture} />}
      <span className="status-state">
        <State capture={shown} />
      </span>
      <FieldLine />
      {shown && (
        <>
          <span title={`${byteText(shown.bytes)} ${shown.phase === 'capturing' ? 'captured' : 'read'}`}>
            Packets {numberText(shown.frames)}
          </span>
          <span>
            Displayed {numberText(total)} ({percentText(total, Math.max(total, shown.frames))})
          </span>
          {selected > 1 && <span>Selected {numberText(selected)}</span>}
          {marked > 0 && <span>Marked {numberText(marked)}</span>}
          {shown.dropped && <Dropped dropped={shown.dropped} />}
        </>
      )}
      <button
        type="button"
        className="quiet-button status-profile"
        title={withKeys('Change the profile', 'edit.profiles')}
        onClick={() => runCommand('edit.profiles')}
      >
        Profile: {profile}
      </button>
    </footer>
  );
}

function State({ capture }: { readonly capture: CaptureState | undefined }) {
  const helper = useInterfaces((s) => s.helper);
  const lost = useApp((s) => s.connection === 'lost');
  if (lost) return <Words dot="bad">Not connected</Words>;
  if (!capture) {
    if (helper?.kind === 'none') return <Words dot="bad">No rights to capture</Words>;
    return <Words dot="idle">{helper === null ? 'Ready' : `Ready to capture with ${helper.description}`}</Words>;
  }
  const { title, phase, helper: captures, format } = capture;
  const parts = [title, captures ?? format].join(' · ');
  if (phase === 'capturing') return <Words dot="live">{parts}</Words>;
  if (phase === 'reading') return <Words dot="busy">{`Reading ${parts}`}</Words>;
  return <Words dot={capture.problem === null ? 'idle' : 'warn'}>{parts}</Words>;
}

interface WordsProps {
  readonly dot: 'idle' | 'live' | 'busy' | 'warn' | 'bad';
  readonly children: string;
}

function Words({ dot, children }: WordsProps) {
  return (
    <>
      <span className={`status-dot status-dot-${dot}`} aria-hidden="true" />
      <span className="status-words" title={children}>
        {children}
      </span>
    </>
  );
}

/** Frames lost, by whom; red as soon as there is one. */
function Dropped({ dropped }: { readonly dropped: NonNullable<CaptureState['dropped']> }) {
  const { kernel, interface: card, helper } = dropped;
  const sum = (kernel ?? 0) + (card ?? 0) + helper;
  const told = (n: number | null): string => (n === null ? 'not known' : numberText(n));
  const unknown = kernel === null && card === null && sum === 0;
  return (
    <span
      className={sum > 0 ? 'status-dropped' : ''}
      title={`Lost before they were captured\nby the kernel's buffer: ${told(kernel)}\nby the interface: ${told(card)}\nby the capture helper: ${told(helper)}${
        unknown ? '\nThe capture helper tells its losses when it ends.' : ''
      }${sum > 0 ? '\nA larger buffer in the capture options, a capture filter or a snap length helps.' : ''}`}
    >
      Dropped {unknown ? '–' : numberText(sum)}
    </span>
  );
}

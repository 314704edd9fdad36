import { goToFrame } from '../panes/list-commands.ts';
import { layerNames } from '../theme/layer-names.ts';
import './lesson.css';
import { useSession } from './session-state.ts';

const marks = { waiting: '·', running: '▸', done: '✓', failed: '✕' } as const;

/** What a lesson shows: its steps, what to look for in each layer, and what was checked. */
export function LessonPanel() {
  const kind = useSession((s) => s.kind);
  const name = useSession((s) => s.scenario);
  const lesson = useSession((s) => s.scenarios.find((one) => one.name === name));
  const state = useSession((s) => s.state);
  const own = state !== null && lesson !== undefined && state.title === lesson.title;
  const shown = kind === 'scenario' || own ? lesson : undefined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className="lesson" tabIndex={0} aria-label="What to see">
      {shown && <p>{shown.summary}</p>}
      {shown?.obstacle && !own && <p className="session-obstacle">{shown.obstacle}</p>}
      {state?.problem && <p className="session-obstacle">{state.problem}</p>}
      {state?.remarks.map((text) => (
        <p key={text} className="session-remark">
          {text}
        </p>
      ))}
      {state && state.steps.length > 0 && (
        <>
          <h3>Steps</h3>
          <ol className="lesson-steps">
            {state.steps.map(({ title, state: how }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps keep their places
              <li key={at} className={`lesson-step-${how}`}>
                <span aria-hidden="true">{marks[how]}</span> {title}
              </li>
            ))}
          </ol>
        </>
      )}
      {shown && shown.layers.length > 0 && (
        <>
          <h3>What to look for</h3>
          {shown.layers.map(({ osi, text }) => (
            <div key={osi} className="lesson-layer">
              <span className={`lesson-osi osi-${osi}`} title={layerNames[osi]}>
                {osi}
              </span>
              <span>{text}</span>
            </div>
          ))}
        </>
      )}
      {state && state.checks.length > 0 && (
        <>
          <h3>Checks</h3>
          <ul className="lesson-checks">
            {state.checks.map(({ sentence, ok, text, frames }) => (
              <li key={sentence} className={ok === null ? '' : ok ? 'check-ok' : 'check-failed'}>
                <span aria-hidden="true">{ok === null ? '·' : ok ? '✓' : '✕'}</span>
                <span>
                  {sentence}
                  {text !== '' && <small>{text}</small>}
                  {frames.slice(0, 8).map((frame) => (
                    <button key={frame} type="button" className="graph-link" onClick={() => void goToFrame(frame)}>
                      #{frame}
                    </button>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {!shown && state === null && (
        <p>
          The daemon and the client of Osiscope tell each step they take with their sockets. Of any other program the
          system calls can be recorded. What is sent stands between them, packet by packet.
        </p>
      )}
    </section>
  );
}

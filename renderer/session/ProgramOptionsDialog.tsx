import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { programOptions } from '../../contract/messages/trace.ts';
import { DialogButton } from '../app/DialogButton.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { optionText, withOption } from './option-words.ts';
import './program-options.css';
import { useSession } from './session-state.ts';

type ProgramOption = Result<typeof programOptions>['daemon'][number];

interface ProgramOptionsDialogProps {
  readonly program: 'daemon' | 'client';
  readonly close: () => void;
}

/** All options of the daemon or the client, as the program itself tells them; what is set here stands in its command line. */
export function ProgramOptionsDialog({ program, close }: ProgramOptionsDialogProps) {
  const field = program === 'daemon' ? 'daemonWords' : 'clientWords';
  const [words, setWords] = useState(useSession.getState()[field]);
  const [options, setOptions] = useState<readonly ProgramOption[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    client()
      .call('trace.options')
      .then((known) => setOptions(known[program]))
      .catch((error) => setProblem(sentenceOf(error)));
  }, [program]);
  const sections = [...new Set(options.map(({ section }) => section))];
  const apply = (): void => {
    useSession.setState({ [field]: words });
    close();
  };
  return (
    <Dialog isOpen title={`Options of the ${program}`} onClose={close} className="program-options">
      <p className="program-options-words" title="The command line that the fields below make">
        osiscope-{program} {words}
      </p>
      <DialogBody>
        {sections.map((section) => (
          <fieldset key={section} className="program-options-section">
            <legend>{section}</legend>
            {options
              .filter((option) => option.section === section)
              .map((option) => (
                <OptionLine
                  key={option.name}
                  option={option}
                  text={optionText(words, option)}
                  change={(text) => setWords(withOption(words, option, text))}
                />
              ))}
          </fieldset>
        ))}
        {problem !== '' && (
          <p className="files-problem" role="alert">
            {problem}
          </p>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={close}>Cancel</DialogButton>
            <DialogButton intent="primary" onClick={apply}>
              Apply
            </DialogButton>
          </>
        }
      />
    </Dialog>
  );
}

interface OptionLineProps {
  readonly option: ProgramOption;
  /** As it is given; undefined where it is not. */
  readonly text: string | undefined;
  readonly change: (text: string | undefined) => void;
}

function OptionLine({ option, text, change }: OptionLineProps) {
  const { name, value, usual, help, reloads } = option;
  const id = `program-option-${name}`;
  return (
    <div className={text === undefined ? 'program-option' : 'program-option program-option-set'}>
      <label htmlFor={id}>{name}</label>
      {value === '' ? (
        <input
          id={id}
          type="checkbox"
          checked={text !== undefined && text !== 'no'}
          onChange={(event) => change(event.target.checked ? 'yes' : undefined)}
        />
      ) : /^[^|]+(\|[^|]+)+$/.test(value) ? (
        <select
          id={id}
          className="tool-field"
          value={text ?? usual}
          onChange={(event) => change(event.target.value === usual ? undefined : event.target.value)}
        >
          {value.split('|').map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          className="tool-field"
          spellCheck={false}
          placeholder={usual === '' ? value : usual}
          value={text ?? ''}
          onChange={(event) => change(event.target.value === '' ? undefined : event.target.value)}
        />
      )}
      <small>
        {help}
        {value !== '' && usual !== '' && ` Usual: ${usual}.`}
        {reloads && ' Taken over on HUP.'}
      </small>
    </div>
  );
}
